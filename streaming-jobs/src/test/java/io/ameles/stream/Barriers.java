package io.ameles.stream;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** What a task does to its operator, and what came of it. */
public final class Barriers {
  private Barriers() {}

  /** The barrier of a checkpoint passes; returns the operator's part of the checkpoint. */
  public static OperatorSubtaskState pass(
      AbstractStreamOperatorTestHarness<?> harness, long checkpointId) throws Exception {
    harness.prepareSnapshotPreBarrier(checkpointId);
    return harness.snapshot(checkpointId, 0);
  }

  /** All that went to a side output. */
  public static <T> List<T> side(AbstractStreamOperatorTestHarness<?> harness, OutputTag<T> tag) {
    ConcurrentLinkedQueue<StreamRecord<T>> records = harness.getSideOutput(tag);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }
}
