package io.ameles.stream.decode;

import io.ameles.model.identity.PseudonymKey;
import io.ameles.model.identity.Pseudonyms;
import io.ameles.schema.MalformedEventException;
import io.ameles.stream.state.CodecTypeInfo;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * What reading labelled events and deletions has in common: what cannot be used goes to the dead
 * letters, and before every barrier the progress is reported.
 */
abstract class DecodeOperator extends AbstractStreamOperator<LedgerInput>
    implements OneInputStreamOperator<RawRecord, LedgerInput> {
  private static final long serialVersionUID = 1L;

  /** Records that could not be used. */
  public static final OutputTag<LostRecord> LOST =
      new OutputTag<>("lost", CodecTypeInfo.of(LostRecordCodec.INSTANCE));

  /** What was read since the barrier before. */
  public static final OutputTag<Progress> PROGRESS =
      new OutputTag<>("progress", CodecTypeInfo.of(ProgressCodec.INSTANCE));

  /** A dead letter must fit into a record, which Kafka limits to 1 MiB unless told otherwise. */
  private static final int MAX_KEPT_BYTES = 1 << 19;

  // configuration
  private final IntakeRules rules;
  private final PseudonymKey key;
  private final String topic;
  private final boolean deletions;
  private final boolean keepPayloads;

  // runtime
  private transient ReadingLog log;

  DecodeOperator(
      IntakeRules rules, PseudonymKey key, String topic, boolean deletions, boolean keepPayloads) {
    this.rules = rules;
    this.key = key;
    this.topic = topic;
    this.deletions = deletions;
    this.keepPayloads = keepPayloads;
  }

  @Override
  public void open() throws Exception {
    super.open();
    log = new ReadingLog(topic, deletions);
    open(rules, new Pseudonyms(key));
  }

  abstract void open(IntakeRules rules, Pseudonyms pseudonyms);

  abstract void decode(RawRecord raw) throws MalformedEventException;

  /** Whether the record is read, but says nothing and is not accounted for. */
  boolean isNoMessage(RawRecord raw) {
    return false;
  }

  @Override
  public void processElement(StreamRecord<RawRecord> element) {
    RawRecord raw = element.getValue();
    if (isNoMessage(raw)) {
      log.passed(raw.position());
      return;
    }
    log.received(raw.position());
    try {
      decode(raw);
    } catch (MalformedEventException e) {
      log.lost();
      output.collect(LOST, new StreamRecord<>(lost(raw, e)));
    }
  }

  private LostRecord lost(RawRecord raw, MalformedEventException reason) {
    return new LostRecord(
        raw.topic(),
        raw.position(),
        raw.recordedAt(),
        reason.code(),
        reason.getMessage(),
        raw.size(),
        keepPayloads && raw.size() <= MAX_KEPT_BYTES ? raw.value() : null);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    reportProgress();
  }

  @Override
  public void finish() throws Exception {
    reportProgress();
    super.finish();
  }

  private void reportProgress() {
    log.take()
        .ifPresent(progress -> output.collect(PROGRESS, new StreamRecord<>(complete(progress))));
  }

  /** Adds what only the kind of operator knows. */
  Progress complete(Progress progress) {
    return progress;
  }
}
