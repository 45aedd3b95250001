package io.ameles.stream.holdout;

import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Format of {@link HoldoutState}: its components in order. */
enum HoldoutStateCodec implements Codec<HoldoutState> {
  INSTANCE;

  @Override
  public Class<HoldoutState> type() {
    return HoldoutState.class;
  }

  @Override
  public void write(HoldoutState value, DataOutput out) throws IOException {
    out.writeInt(value.rows().size());
    for (HoldoutState.Row row : value.rows()) {
      TagCodec.INSTANCE.write(row.tag(), out);
      out.writeInt(row.number());
    }
    out.writeInt(value.nextRow());
    out.writeInt(value.bounds().size());
    for (var bound : value.bounds().entrySet()) {
      TagCodec.INSTANCE.write(bound.getKey(), out);
      out.writeLong(bound.getValue());
    }
    out.writeLong(value.leftOut());
    out.writeInt(value.learners().size());
    for (HoldoutState.LearnerState learner : value.learners()) {
      write(learner, out);
    }
  }

  private static void write(HoldoutState.LearnerState learner, DataOutput out) throws IOException {
    out.writeUTF(learner.learner());
    out.writeInt(learner.cells().size());
    for (LearnerBoard.Cell cell : learner.cells()) {
      TagCodec.INSTANCE.write(cell.row(), out);
      TagCodec.INSTANCE.write(cell.column(), out);
      out.writeDouble(cell.accuracy());
    }
    out.writeInt(learner.prequential().size());
    for (var outcome : learner.prequential().entrySet()) {
      TagCodec.INSTANCE.write(outcome.getKey(), out);
      out.writeLong(outcome.getValue().scored());
      out.writeLong(outcome.getValue().correct());
    }
  }

  @Override
  public HoldoutState read(int version, DataInput in) throws IOException {
    List<HoldoutState.Row> rows = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      rows.add(new HoldoutState.Row(TagCodec.INSTANCE.read(1, in), in.readInt()));
    }
    int nextRow = in.readInt();
    SortedMap<Tag, Long> bounds = new TreeMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      bounds.put(TagCodec.INSTANCE.read(1, in), in.readLong());
    }
    long leftOut = in.readLong();
    List<HoldoutState.LearnerState> learners = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      learners.add(readLearner(in));
    }
    return new HoldoutState(rows, nextRow, bounds, leftOut, learners);
  }

  private static HoldoutState.LearnerState readLearner(DataInput in) throws IOException {
    String learner = in.readUTF();
    List<LearnerBoard.Cell> cells = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      cells.add(
          new LearnerBoard.Cell(
              TagCodec.INSTANCE.read(1, in), TagCodec.INSTANCE.read(1, in), in.readDouble()));
    }
    SortedMap<Tag, Counts> prequential = new TreeMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      prequential.put(TagCodec.INSTANCE.read(1, in), new Counts(in.readLong(), in.readLong()));
    }
    return new HoldoutState.LearnerState(learner, cells, prequential);
  }
}
