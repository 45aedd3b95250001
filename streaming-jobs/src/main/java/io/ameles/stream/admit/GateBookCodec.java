package io.ameles.stream.admit;

import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.DeletionScope;
import io.ameles.stream.decode.PseudonymCodec;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Format of {@link GateBook}: its components in order, each with its size before it. */
enum GateBookCodec implements Codec<GateBook> {
  INSTANCE;

  @Override
  public Class<GateBook> type() {
    return GateBook.class;
  }

  @Override
  public void write(GateBook value, DataOutput out) throws IOException {
    out.writeInt(value.held().size());
    for (var held : value.held().entrySet()) {
      PseudonymCodec.INSTANCE.write(held.getKey(), out);
      out.writeUTF(held.getValue());
    }
    Codec.writeAll(value.confirmed(), PseudonymCodec.INSTANCE, out);
    Codec.writeAll(value.declined(), PseudonymCodec.INSTANCE, out);
    out.writeInt(value.legalHolds().size());
    for (var hold : value.legalHolds().entrySet()) {
      out.writeUTF(hold.getKey().scope().name());
      out.writeUTF(hold.getKey().target());
      out.writeBoolean(hold.getValue().placed());
      out.writeLong(hold.getValue().since());
    }
    out.writeInt(value.windows().size());
    for (var requester : value.windows().entrySet()) {
      out.writeUTF(requester.getKey());
      out.writeInt(requester.getValue().size());
      for (var window : requester.getValue().entrySet()) {
        out.writeLong(window.getKey());
        out.writeInt(window.getValue());
      }
    }
  }

  @Override
  public GateBook read(int version, DataInput in) throws IOException {
    return new GateBook(
        readHeld(in),
        Codec.readAll(PseudonymCodec.INSTANCE, 1, in),
        Codec.readAll(PseudonymCodec.INSTANCE, 1, in),
        readLegalHolds(in),
        readWindows(in));
  }

  private static Map<Pseudonym, String> readHeld(DataInput in) throws IOException {
    Map<Pseudonym, String> held = new LinkedHashMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      held.put(PseudonymCodec.INSTANCE.read(1, in), in.readUTF());
    }
    return held;
  }

  private static SortedMap<LegalHold, LegalHold.Word> readLegalHolds(DataInput in)
      throws IOException {
    SortedMap<LegalHold, LegalHold.Word> holds = new TreeMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      holds.put(
          new LegalHold(DeletionScope.valueOf(in.readUTF()), in.readUTF()),
          new LegalHold.Word(in.readBoolean(), in.readLong()));
    }
    return holds;
  }

  private static SortedMap<String, SortedMap<Long, Integer>> readWindows(DataInput in)
      throws IOException {
    SortedMap<String, SortedMap<Long, Integer>> windows = new TreeMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      String requester = in.readUTF();
      SortedMap<Long, Integer> counts = new TreeMap<>();
      for (int j = in.readInt(); j > 0; j--) {
        counts.put(in.readLong(), in.readInt());
      }
      windows.put(requester, counts);
    }
    return windows;
  }
}
