package io.ameles.stream.decode;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.encode.Encoder;
import io.ameles.model.identity.PseudonymKey;
import io.ameles.model.identity.Pseudonyms;
import io.ameles.model.request.Requesters;
import io.ameles.schema.MalformedEventException;
import io.ameles.stream.state.CodecTypeInfo;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Decodes deletions: those that name a subject to the output, those for all, and those that must be
 * refused, to {@link #FOR_ALL}.
 */
public final class DecodeDeletionsOperator extends DecodeOperator {
  private static final long serialVersionUID = 1L;

  /** Deletions of labels and tasks, and requests that concern nobody because they are refused. */
  public static final OutputTag<LedgerInput> FOR_ALL =
      new OutputTag<>("for-all", CodecTypeInfo.of(LedgerInputCodec.INSTANCE));

  private final TensorDevice device;
  private final String model;
  private final Requesters requesters;
  private transient DeletionDecoder decoder;
  private transient @Nullable Encoder encoder;

  /**
   * @param rules which events are accepted
   * @param key for pseudonyms
   * @param topic that is read
   * @param keepPayloads whether dead letters carry the record's value
   * @param device for pictures that deletions bring
   * @param model the model's name, for which requests are signed
   * @param requesters who may ask for what
   */
  public DecodeDeletionsOperator(
      IntakeRules rules,
      PseudonymKey key,
      String topic,
      boolean keepPayloads,
      TensorDevice device,
      String model,
      Requesters requesters) {
    super(rules, key, topic, true, keepPayloads);
    this.device = device;
    this.model = model;
    this.requesters = requesters;
  }

  @Override
  void open(IntakeRules rules, Pseudonyms pseudonyms) {
    if (rules.digests() && rules.encoder() != null) {
      encoder = FlinkEncoder.open(rules, device);
    }
    decoder = new DeletionDecoder(rules, pseudonyms, model, requesters, encoder);
  }

  @Override
  Progress complete(Progress progress) {
    // An encoder that has embedded nothing yet binds nobody to its arithmetic.
    return encoder != null && decoder.usedEncoder()
        ? progress.with(encoder.fingerprint())
        : progress;
  }

  @Override
  public void close() throws Exception {
    try (Encoder closing = encoder) {
      super.close();
    }
  }

  @Override
  void decode(RawRecord raw) throws MalformedEventException {
    for (Deletion part : decoder.decode(raw)) {
      if (part.subject() == null) {
        output.collect(FOR_ALL, new StreamRecord<>(part));
      } else {
        output.collect(new StreamRecord<>(part));
      }
    }
  }
}
