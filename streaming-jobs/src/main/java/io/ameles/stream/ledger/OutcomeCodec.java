package io.ameles.stream.ledger;

import io.ameles.model.identity.Pseudonym;
import io.ameles.stream.decode.Position;
import io.ameles.stream.decode.PositionCodec;
import io.ameles.stream.decode.PseudonymCodec;
import io.ameles.stream.decode.RequestCodec;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Format of {@link Outcome}: its components in order. */
public enum OutcomeCodec implements Codec<Outcome> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<Outcome> type() {
    return Outcome.class;
  }

  @Override
  public void write(Outcome value, DataOutput out) throws IOException {
    RequestCodec.INSTANCE.write(value.request(), out);
    out.writeUTF(value.disposition().name());
    Pseudonym subject = value.subject();
    out.writeBoolean(subject != null);
    if (subject != null) {
      PseudonymCodec.INSTANCE.write(subject, out);
    }
    out.writeLong(value.removed());
    out.writeInt(value.refusals().size());
    for (Outcome.Refused refused : value.refusals()) {
      out.writeUTF(refused.target());
      out.writeUTF(refused.code());
      out.writeUTF(refused.message());
    }
    out.writeInt(value.sources().size());
    for (Position source : value.sources()) {
      PositionCodec.INSTANCE.write(source, out);
    }
  }

  @Override
  public Outcome read(int version, DataInput in) throws IOException {
    var request = RequestCodec.INSTANCE.read(1, in);
    Outcome.Disposition disposition = Outcome.Disposition.valueOf(in.readUTF());
    Pseudonym subject = in.readBoolean() ? PseudonymCodec.INSTANCE.read(1, in) : null;
    long removed = in.readLong();
    List<Outcome.Refused> refusals = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      refusals.add(new Outcome.Refused(in.readUTF(), in.readUTF(), in.readUTF()));
    }
    List<Position> sources = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      sources.add(PositionCodec.INSTANCE.read(1, in));
    }
    return new Outcome(request, disposition, subject, removed, refusals, sources);
  }
}
