package io.ameles.stream.decode;

import io.ameles.model.identity.PseudonymKey;
import io.ameles.model.identity.Pseudonyms;
import io.ameles.schema.MalformedEventException;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Decodes labelled events. */
public final class DecodeEventsOperator extends DecodeOperator {
  private static final long serialVersionUID = 1L;

  private transient EventDecoder decoder;

  /**
   * @param rules which events are accepted
   * @param key for pseudonyms
   * @param topic that is read
   * @param keepPayloads whether dead letters carry the record's value
   */
  public DecodeEventsOperator(
      IntakeRules rules, PseudonymKey key, String topic, boolean keepPayloads) {
    super(rules, key, topic, false, keepPayloads);
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
