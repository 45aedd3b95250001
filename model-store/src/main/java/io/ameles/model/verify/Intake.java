package io.ameles.model.verify;

import io.ameles.model.embed.Normalization;
import io.ameles.model.embed.Quantization;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.encode.Encoder;
import io.ameles.model.encode.PayloadType;
import io.ameles.model.encode.RgbImage;
import io.ameles.model.version.Manifest;
import io.ameles.schema.BulkPart;
import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.SingleObjectCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says of one record at a time whether it can be used, by the rules of a manifest. A record's
 * neighbours play no part in it.
 *
 * <p>NOT thread-safe: one per thread.
 */
final class Intake {
  private static final int MAX_TEXT = 256;
  private static final int MAX_EXAMPLES = 1_000;
  private static final int MAX_SUBJECTS = 10_000;
  private static final int MAX_PARTS = 10_000;

  private final Manifest.Intake rules;
  private final boolean digests;
  private final Quantization quantization;
  private final Pictures pictures;
  private final SingleObjectCodec<LabeledEvent> events = SingleObjectCodec.of(LabeledEvent.class);
  private final SingleObjectCodec<DeletionEvent> deletions =
      SingleObjectCodec.of(DeletionEvent.class);

  /**
   * @param rules of the manifest
   * @param digests whether the ledger's mode is digests
   * @param encoder that the rules name; null if they name none or it is not at hand
   */
  Intake(Manifest.Intake rules, boolean digests, @Nullable Encoder encoder) {
    this.rules = rules;
    this.digests = digests;
    this.quantization =
        new Quantization(
            Normalization.valueOf(rules.normalize().toUpperCase(Locale.ROOT)),
            rules.stepExponent());
    this.pictures = new Pictures(encoder, quantization);
  }

  /** What makes features of pictures. */
  Pictures pictures() {
    return pictures;
  }

  /**
   * What the record says; if that is a picture, whether its features can be used remains to be
   * seen.
   *
   * @throws MalformedEventException if the record is no usable labelled event
   */
  Observation observation(LogRecord log) throws MalformedEventException {
    requireSize(log);
    return observation(events.decode(log.value()), log.recordedAt());
  }

  /**
   * @throws MalformedEventException if the record is no usable deletion
   */
  DeletionEvent deletion(LogRecord log) throws MalformedEventException {
    requireSize(log);
    DeletionEvent event = deletions.decode(log.value());
    requireText(event.getRequestId(), DeadLetterCode.INVALID_REQUEST_ID);
    requireTime(event.getRequestedAt(), log.recordedAt());
    if (event.getReceivedAt() != null) {
      requireTime(event.getReceivedAt(), log.recordedAt());
    }
    switch (event.getScope()) {
      case LABEL -> requireText(event.getLabel(), DeadLetterCode.INCOMPLETE_DELETION);
      case TASK -> requireText(event.getTask(), DeadLetterCode.INCOMPLETE_DELETION);
      case SUBJECT -> requireSubjects(event);
      case EXAMPLES -> {
        if (event.getSubject() != null) {
          requireText(event.getSubject(), DeadLetterCode.INCOMPLETE_DELETION);
        }
        requireIds(event.getExampleIds(), MAX_EXAMPLES);
      }
    }
    require(
        event.getScope() == DeletionScope.SUBJECT || event.getSubjects().isEmpty(),
        DeadLetterCode.INCOMPLETE_DELETION);
    if (event.getBulk() != null) {
      requirePart(event.getBulk(), event.getScope());
    }
    if (digests && bringsExamples(event.getScope())) {
      requireUsableExamples(event, log.recordedAt());
    }
    return event;
  }

  /** Whom a request for one or several subjects names; nobody if it names examples alone. */
  static List<String> subjects(DeletionEvent event) {
    return event.getSubject() == null ? event.getSubjects() : List.of(event.getSubject());
  }

  private static void requireSubjects(DeletionEvent event) throws MalformedEventException {
    require(
        event.getSubject() == null || event.getSubjects().isEmpty(),
        DeadLetterCode.INCOMPLETE_DELETION);
    requireIds(subjects(event), MAX_SUBJECTS);
    require(
        Set.copyOf(subjects(event)).size() == subjects(event).size(),
        DeadLetterCode.INCOMPLETE_DELETION);
  }

  private static void requireIds(List<String> ids, int limit) throws MalformedEventException {
    require(!ids.isEmpty(), DeadLetterCode.INCOMPLETE_DELETION);
    require(ids.size() <= limit, DeadLetterCode.TOO_LARGE);
    for (String id : ids) {
      requireText(id, DeadLetterCode.INCOMPLETE_DELETION);
    }
  }

  private static void requirePart(BulkPart bulk, DeletionScope scope)
      throws MalformedEventException {
    requireText(bulk.getId(), DeadLetterCode.INCOMPLETE_DELETION);
    require(
        bringsExamples(scope)
            && bulk.getIndex() >= 1
            && bulk.getIndex() <= bulk.getCount()
            && bulk.getCount() <= MAX_PARTS,
        DeadLetterCode.INCOMPLETE_DELETION);
  }

  private static boolean bringsExamples(DeletionScope scope) {
    return scope == DeletionScope.SUBJECT || scope == DeletionScope.EXAMPLES;
  }

  private void requireUsableExamples(DeletionEvent event, long recordedAt)
      throws MalformedEventException {
    Set<String> named = new HashSet<>(subjects(event));
    List<Observation> withPictures = new ArrayList<>();
    for (LabeledEvent brought : event.getExamples()) {
      try {
        Observation seen = observation(brought, recordedAt);
        if (seen.picture() != null) {
          withPictures.add(seen);
        }
      } catch (MalformedEventException e) {
        throw unusable(DeadLetterCode.INCOMPLETE_DELETION);
      }
      require(
          named.isEmpty() || named.contains(brought.getSubject()),
          DeadLetterCode.INCOMPLETE_DELETION);
    }
    for (Pictures.Verdict verdict : pictures.embed(withPictures)) {
      require(verdict.refusal() == null, DeadLetterCode.INCOMPLETE_DELETION);
    }
  }

  private Observation observation(LabeledEvent event, long recordedAt)
      throws MalformedEventException {
    requireText(event.getId(), DeadLetterCode.INVALID_ID);
    if (event.getSubject() != null) {
      requireText(event.getSubject(), DeadLetterCode.INVALID_SUBJECT);
    }
    requireText(event.getLabel(), DeadLetterCode.INVALID_LABEL);
    if (event.getTask() != null) {
      requireText(event.getTask(), DeadLetterCode.INVALID_TASK);
    }
    require(event.getRevision() >= 0, DeadLetterCode.INVALID_REVISION);
    require(event.getRevision() == 0 || !digests, DeadLetterCode.CORRECTION_UNSUPPORTED);
    requireTime(event.getOccurredAt(), recordedAt);
    RgbImage picture = picture(event);
    return new Observation(
        new ExampleName(event.getSubject(), event.getId()),
        event.getRevision(),
        event.getOccurredAt().toEpochMilli(),
        event.getLabel(),
        event.getTask(),
        event.getUse(),
        picture == null
            ? quantization.quantize(event.getFeatures(), rules.dimension())
            : QuantizedVector.of(),
        picture);
  }

  private @Nullable RgbImage picture(LabeledEvent event) throws MalformedEventException {
    if (event.getPayload() == null && event.getPayloadType() == null) {
      return null;
    }
    require(rules.encoder() != null, DeadLetterCode.NO_ENCODER);
    require(
        event.getPayload() != null
            && event.getPayloadType() != null
            && !event.getFeatures().hasRemaining(),
        DeadLetterCode.INVALID_PAYLOAD);
    PayloadType type =
        PayloadType.named(event.getPayloadType())
            .orElseThrow(() -> unusable(DeadLetterCode.INVALID_PAYLOAD));
    return pictures.decode(type, event.getPayload());
  }

  private void requireSize(LogRecord log) throws MalformedEventException {
    byte[] value = log.value();
    require(value == null || value.length <= rules.maxEventBytes(), DeadLetterCode.TOO_LARGE);
  }

  private static void requireText(@Nullable String text, DeadLetterCode otherwise)
      throws MalformedEventException {
    require(text != null && !text.isEmpty() && text.length() <= MAX_TEXT, otherwise);
  }

  private void requireTime(Instant time, long recordedAt) throws MalformedEventException {
    // Instants reach further than int64 milliseconds, so nothing overflows here. What occurred
    // before 1970 is never in the future, even of a record without a timestamp (-1).
    Instant latest = Instant.ofEpochMilli(recordedAt).plusMillis(rules.maxFutureMillis());
    require(!time.isAfter(Instant.EPOCH) || !time.isAfter(latest), DeadLetterCode.TIME_IN_FUTURE);
  }

  private static void require(boolean met, DeadLetterCode otherwise)
      throws MalformedEventException {
    if (!met) {
      throw unusable(otherwise);
    }
  }

  private static MalformedEventException unusable(DeadLetterCode code) {
    return new MalformedEventException(code, "The record breaks the rule " + code + ".");
  }
}
