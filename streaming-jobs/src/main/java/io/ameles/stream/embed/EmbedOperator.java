package io.ameles.stream.embed;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.encode.Encoder;
import io.ameles.schema.MalformedEventException;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.decode.DecodeEventsOperator;
import io.ameles.stream.decode.FlinkEncoder;
import io.ameles.stream.decode.ImageArrival;
import io.ameles.stream.decode.IntakeRules;
import io.ameles.stream.decode.LedgerInput;
import io.ameles.stream.decode.LostRecord;
import io.ameles.stream.decode.Progress;
import io.ameles.stream.state.FlinkFlushTrigger;
import java.time.Duration;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Embeds the pictures among the events, in micro-batches, right where they were decoded. What
 * cannot be embedded goes to {@link DecodeEventsOperator#LOST}; before every barrier all pictures
 * have passed, and how many were lost, and by which arithmetic, goes to {@link
 * DecodeEventsOperator#PROGRESS}.
 */
public final class EmbedOperator extends AbstractStreamOperator<LedgerInput>
    implements OneInputStreamOperator<LedgerInput, LedgerInput> {
  private static final long serialVersionUID = 1L;

  /** No longer known here. */
  private static final int UNKNOWN_SIZE = -1;

  // configuration
  private final IntakeRules rules;
  private final TensorDevice device;
  private final String topic;
  private final Duration batchWait;

  // runtime
  private transient @Nullable Encoder encoder;
  private transient String arithmetic;
  private transient PictureBatch batch;
  private transient FlinkFlushTrigger trigger;
  private transient long embedded;
  private transient long lost;

  /**
   * @param rules which events are accepted; they have an encoder
   * @param device where it computes
   * @param topic that the events come from
   * @param batchWait how long a lone picture may wait
   */
  public EmbedOperator(IntakeRules rules, TensorDevice device, String topic, Duration batchWait) {
    this.rules = rules;
    this.device = device;
    this.topic = topic;
    this.batchWait = batchWait;
  }

  @Override
  public void open() throws Exception {
    super.open();
    Encoder opened = FlinkEncoder.open(rules, device);
    encoder = opened;
    arithmetic = opened.fingerprint();
    batch = new PictureBatch(opened, rules.quantization(), new Outputs());
    trigger =
        new FlinkFlushTrigger(
            opened.batchSize(), batchWait, getProcessingTimeService(), batch::embed);
  }

  @Override
  public void processElement(StreamRecord<LedgerInput> element) {
    if (element.getValue() instanceof ImageArrival arrival) {
      batch.add(arrival);
      trigger.added();
    } else {
      output.collect(element);
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    complete();
  }

  @Override
  public void finish() throws Exception {
    complete();
    super.finish();
  }

  private void complete() {
    trigger.flushNow();
    if (embedded + lost > 0) {
      Progress progress = Progress.ofEncoder(topic, lost, arithmetic);
      output.collect(DecodeEventsOperator.PROGRESS, new StreamRecord<>(progress));
      embedded = 0;
      lost = 0;
    }
  }

  @Override
  public void close() throws Exception {
    try (Encoder closing = encoder) {
      super.close();
    }
  }

  private final class Outputs implements PictureBatch.Outcome {
    @Override
    public void embedded(Arrival arrival) {
      embedded++;
      output.collect(new StreamRecord<>(arrival));
    }

    @Override
    public void lost(ImageArrival arrival, MalformedEventException reason) {
      lost++;
      output.collect(
          DecodeEventsOperator.LOST,
          new StreamRecord<>(
              new LostRecord(
                  topic,
                  arrival.event().position(),
                  arrival.event().recordedAt(),
                  reason.code(),
                  reason.getMessage(),
                  UNKNOWN_SIZE,
                  null)));
    }
  }
}
