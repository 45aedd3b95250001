package io.ameles.stream.decode;

import io.ameles.model.identity.PseudonymKey;
import io.ameles.model.identity.Pseudonyms;
import io.ameles.schema.MalformedEventException;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Decodes labelled events. */
public final class DecodeEventsOperator extends DecodeOperator {
  private static final long serialVersionUID = 1L;

  // configuration
  private final boolean passesTombstones;

  // runtime
  private transient EventDecoder decoder;

  /**
   * @param rules which events are accepted
   * @param key for pseudonyms
   * @param topic that is read
   * @param keepPayloads whether dead letters carry the record's value
   */
  public DecodeEventsOperator(
      IntakeRules rules, PseudonymKey key, String topic, boolean keepPayloads) {
    this(rules, key, topic, keepPayloads, false);
  }

  /**
   * @param passesTombstones whether records without a value are what source erasure writes, and not
   *     dead letters; they mean nothing to the models
   */
  public DecodeEventsOperator(
      IntakeRules rules,
      PseudonymKey key,
      String topic,
      boolean keepPayloads,
      boolean passesTombstones) {
    super(rules, key, topic, false, keepPayloads);
    this.passesTombstones = passesTombstones;
  }

  @Override
  boolean isNoMessage(RawRecord raw) {
    return passesTombstones && raw.size() < 0;
  }

  @Override
  void open(IntakeRules rules, Pseudonyms pseudonyms) {
    decoder = new EventDecoder(rules, pseudonyms);
  }

  @Override
  void decode(RawRecord raw) throws MalformedEventException {
    output.collect(new StreamRecord<>(decoder.decode(raw)));
  }
}
