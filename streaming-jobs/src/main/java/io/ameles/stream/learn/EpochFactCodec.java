package io.ameles.stream.learn;

import io.ameles.stream.decode.ProgressCodec;
import io.ameles.stream.ledger.LedgerReportCodec;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Format of {@link EpochFact}: one byte for the kind, then the component. */
public enum EpochFactCodec implements Codec<EpochFact> {
  /** The codec. */
  INSTANCE;

  private static final int SUM = 1;
  private static final int READ = 2;
  private static final int COUNTED = 3;
  private static final int PARAMETERS = 4;

  @Override
  public Class<EpochFact> type() {
    return EpochFact.class;
  }

  @Override
  public void write(EpochFact value, DataOutput out) throws IOException {
    if (value instanceof EpochFact.Sum sum) {
      out.writeByte(SUM);
      TileUpdateCodec.INSTANCE.write(sum.update(), out);
    } else if (value instanceof EpochFact.Read read) {
      out.writeByte(READ);
      ProgressCodec.INSTANCE.write(read.progress(), out);
    } else if (value instanceof EpochFact.Counted counted) {
      out.writeByte(COUNTED);
      LedgerReportCodec.INSTANCE.write(counted.report(), out);
    } else if (value instanceof EpochFact.Parameters parameters) {
      out.writeByte(PARAMETERS);
      TrainedCodec.INSTANCE.write(parameters.trained(), out);
    }
  }

  @Override
  public EpochFact read(int version, DataInput in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case SUM -> new EpochFact.Sum(TileUpdateCodec.INSTANCE.read(1, in));
      case READ -> new EpochFact.Read(ProgressCodec.INSTANCE.read(1, in));
      case COUNTED -> new EpochFact.Counted(LedgerReportCodec.INSTANCE.read(1, in));
      case PARAMETERS -> new EpochFact.Parameters(TrainedCodec.INSTANCE.read(1, in));
      default -> throw new IOException("unknown kind of epoch fact: " + kind);
    };
  }
}
