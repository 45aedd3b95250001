package io.ameles.stream.drift;

import io.ameles.model.drift.DetectorType;
import io.ameles.stream.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Format of {@link DriftWatch.State}: its components in order, detectors by name. */
enum DriftStateCodec implements Codec<DriftWatch.State> {
  INSTANCE;

  @Override
  public Class<DriftWatch.State> type() {
    return DriftWatch.State.class;
  }

  @Override
  public void write(DriftWatch.State value, DataOutput out) throws IOException {
    out.writeUTF(value.learner());
    out.writeInt(value.detectors().size());
    for (var detector : value.detectors().entrySet()) {
      out.writeUTF(detector.getKey().name());
      out.writeLong(value.alarms().getOrDefault(detector.getKey(), 0L));
      out.writeInt(detector.getValue().length);
      for (double number : detector.getValue()) {
        out.writeDouble(number);
      }
    }
    out.writeLong(value.restarts());
    out.writeLong(value.lastRemoval());
    write(value.older(), out);
    out.writeInt(value.recent().size());
    for (List<TagCounts> epoch : value.recent()) {
      write(epoch, out);
    }
  }

  private static void write(List<TagCounts> counts, DataOutput out) throws IOException {
    out.writeInt(counts.size());
    for (TagCounts count : counts) {
      out.writeBoolean(count.task());
      out.writeUTF(count.tag());
      out.writeLong(count.scored());
      out.writeLong(count.wrong());
    }
  }

  @Override
  public DriftWatch.State read(int version, DataInput in) throws IOException {
    String learner = in.readUTF();
    SortedMap<DetectorType, double[]> detectors = new TreeMap<>();
    SortedMap<DetectorType, Long> alarms = new TreeMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      DetectorType type = DetectorType.valueOf(in.readUTF());
      alarms.put(type, in.readLong());
      double[] numbers = new double[in.readInt()];
      for (int j = 0; j < numbers.length; j++) {
        numbers[j] = in.readDouble();
      }
      detectors.put(type, numbers);
    }
    long restarts = in.readLong();
    long lastRemoval = in.readLong();
    List<TagCounts> older = counts(in);
    List<List<TagCounts>> recent = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      recent.add(counts(in));
    }
    return new DriftWatch.State(learner, detectors, alarms, restarts, lastRemoval, older, recent);
  }

  private static List<TagCounts> counts(DataInput in) throws IOException {
    List<TagCounts> counts = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      counts.add(new TagCounts(in.readBoolean(), in.readUTF(), in.readLong(), in.readLong()));
    }
    return counts;
  }
}
