package io.ameles.stream.predict;

import io.ameles.client.PredictionDesk;
import io.ameles.schema.MalformedEventException;
import io.ameles.stream.decode.LostRecord;
import io.ameles.stream.decode.LostRecordCodec;
import io.ameles.stream.decode.RawRecord;
import io.ameles.stream.state.CodecTypeInfo;
import io.ameles.stream.state.FlinkFlushTrigger;
import io.ameles.stream.topic.KeyedRecord;
import io.ameles.stream.topic.Outgoing;
import java.io.Serializable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@link Answering}. Has no state: before every barrier all questions are answered. What is no
 * question goes to {@link #LOST}; nothing else that can be wrong with a question, a version or a
 * device fails the job.
 */
final class PredictOperator extends AbstractStreamOperator<Outgoing>
    implements OneInputStreamOperator<KeyedRecord, Outgoing> {
  private static final long serialVersionUID = 1L;

  /** Records that are no questions. */
  static final OutputTag<LostRecord> LOST =
      new OutputTag<>("lost", CodecTypeInfo.of(LostRecordCodec.INSTANCE));

  // configuration
  private final String model;
  private final int maxBytes;
  private final PredictionSettings settings;
  private final DeskOpener opener;

  // runtime
  private transient @Nullable PredictionDesk desk;
  private transient Answering answering;
  private transient FlinkFlushTrigger trigger;
  private transient Counter answered;
  private transient Counter refused;
  private transient Latencies latencies;

  /** Opens what answers where the operator runs. */
  interface DeskOpener extends Serializable {
    /** A desk that the caller closes. */
    PredictionDesk open();
  }

  PredictOperator(String model, int maxBytes, PredictionSettings settings, DeskOpener opener) {
    this.model = model;
    this.maxBytes = maxBytes;
    this.settings = settings;
    this.opener = opener;
  }

  @Override
  public void open() throws Exception {
    super.open();
    PredictionDesk opened = opener.open();
    desk = opened;
    answering = new Answering(model, maxBytes, opened, new Outputs());
    trigger =
        new FlinkFlushTrigger(
            settings.batchSize(),
            settings.batchWait(),
            getProcessingTimeService(),
            () -> answering.answer(now()));
    latencies = new Latencies();
    MetricGroup group = getMetricGroup().addGroup("ameles").addGroup("predictions");
    answered = group.counter("answered");
    refused = group.counter("refused");
    group.gauge("latency-p50-ms", (Gauge<Long>) () -> latencies.quantile(0.5));
    group.gauge("latency-p99-ms", (Gauge<Long>) () -> latencies.quantile(0.99));
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  @Override
  public void processElement(StreamRecord<KeyedRecord> element) {
    try {
      answering.add(element.getValue());
      trigger.added();
    } catch (MalformedEventException e) {
      output.collect(LOST, new StreamRecord<>(lost(element.getValue().content(), e)));
    }
  }

  /** Never with what it brought: a question is kept nowhere. */
  private static LostRecord lost(RawRecord raw, MalformedEventException reason) {
    return new LostRecord(
        raw.topic(),
        raw.position(),
        raw.recordedAt(),
        reason.code(),
        String.valueOf(reason.getMessage()),
        raw.size(),
        null);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    trigger.flushNow();
  }

  @Override
  public void finish() throws Exception {
    trigger.flushNow();
    super.finish();
  }

  @Override
  public void close() throws Exception {
    try (PredictionDesk closing = desk) {
      super.close();
    }
  }

  private final class Outputs implements Answering.Results {
    @Override
    public void answered(Outgoing prediction, long recordedAt) {
      answered.inc();
      latencies.add(now() - recordedAt);
      output.collect(new StreamRecord<>(prediction));
    }

    @Override
    public void refused(Outgoing prediction) {
      refused.inc();
      output.collect(new StreamRecord<>(prediction));
    }
  }
}
