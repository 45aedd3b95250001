package io.ameles.stream.decode;

import io.ameles.model.encode.Encoder;
import io.ameles.model.identity.Pseudonym;
import io.ameles.model.identity.Pseudonyms;
import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.SingleObjectCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a deletion event's bytes into the parts that the ledger works on: one per subject
 * concerned, or one for everybody.
 *
 * <p>NOT thread-safe: one per thread.
 */
final class DeletionDecoder {
  private final IntakeRules rules;
  private final Pseudonyms pseudonyms;
  private final EventDecoder examples;
  private final BroughtExamples brought;
  private final SingleObjectCodec<DeletionEvent> codec = SingleObjectCodec.of(DeletionEvent.class);

  /**
   * @param encoder for pictures that requests bring, lent; null if there is none
   */
  DeletionDecoder(IntakeRules rules, Pseudonyms pseudonyms, @Nullable Encoder encoder) {
    this.rules = rules;
    this.pseudonyms = pseudonyms;
    this.examples = new EventDecoder(rules, pseudonyms);
    this.brought = new BroughtExamples(rules.quantization(), encoder);
  }

  /**
   * The parts of a request, at least one.
   *
   * @throws MalformedEventException if the record cannot be used; never anything else
   */
  List<Deletion> decode(RawRecord raw) throws MalformedEventException {
    Checks.size(raw, rules.maxEventBytes());
    DeletionEvent event = codec.decode(raw.value());
    Checks.text(event.getRequestId(), "requestId", DeadLetterCode.INVALID_REQUEST_ID);
    long requestedAt = Checks.time(event.getRequestedAt(), "requestedAt", raw, rules.maxFuture());
    Deletion.Request request =
        new Deletion.Request(
            event.getRequestId(),
            raw.position(),
            event.getScope(),
            target(event),
            event.getPermanent(),
            requestedAt,
            raw.recordedAt(),
            pseudonyms.ofRequest(canonical(event)),
            Deletion.Terms.plain(raw.recordedAt()));
    return switch (event.getScope()) {
      case LABEL, TASK -> List.of(Deletion.ofAll(request));
      case SUBJECT -> List.of(ofSubject(event, request, raw));
      case EXAMPLES -> ofExamples(event, request, raw);
    };
  }

  /** Whether any picture that a request brought was embedded. */
  boolean usedEncoder() {
    return brought.usedEncoder();
  }

  /** What a request asks for, in bytes that do not depend on the version of its schema. */
  private static byte[] canonical(DeletionEvent event) {
    List<String> parts = new ArrayList<>();
    parts.add(event.getRequestId());
    parts.add(event.getScope().name());
    parts.add(presence(event.getSubject()));
    parts.add(presence(event.getLabel()));
    parts.add(presence(event.getTask()));
    parts.add(event.getRequestedAt().toString());
    parts.add(Boolean.toString(event.getPermanent()));
    parts.add(Integer.toString(event.getExampleIds().size()));
    parts.addAll(event.getExampleIds());
    event.getExamples().forEach(example -> parts.add(example.getId()));
    StringBuilder canonical = new StringBuilder();
    parts.forEach(part -> canonical.append(part.length()).append(':').append(part));
    return canonical.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Nobody and somebody called "null" are not the same. */
  private static String presence(@Nullable String text) {
    return text == null ? "-" : "+" + text;
  }

  private String target(DeletionEvent event) throws MalformedEventException {
    return switch (event.getScope()) {
      case LABEL -> Checks.text(event.getLabel(), "label", DeadLetterCode.INCOMPLETE_DELETION);
      case TASK -> Checks.text(event.getTask(), "task", DeadLetterCode.INCOMPLETE_DELETION);
      case SUBJECT -> pseudonyms.ofSubject(subject(event)).toHex();
      case EXAMPLES ->
          event.getSubject() == null ? "" : pseudonyms.ofSubject(subject(event)).toHex();
    };
  }

  private static String subject(DeletionEvent event) throws MalformedEventException {
    return Checks.text(event.getSubject(), "subject", DeadLetterCode.INCOMPLETE_DELETION);
  }

  private Deletion ofSubject(DeletionEvent event, Deletion.Request request, RawRecord raw)
      throws MalformedEventException {
    Pseudonym subject = pseudonyms.ofSubject(subject(event));
    return new Deletion(request, subject, List.of(), broughtBy(event, subject, raw));
  }

  private List<Deletion> ofExamples(DeletionEvent event, Deletion.Request request, RawRecord raw)
      throws MalformedEventException {
    if (event.getExampleIds().isEmpty()) {
      throw new MalformedEventException(
          DeadLetterCode.INCOMPLETE_DELETION, "Scope EXAMPLES needs exampleIds.");
    }
    if (event.getExampleIds().size() > IntakeRules.MAX_EXAMPLES) {
      throw new MalformedEventException(
          DeadLetterCode.TOO_LARGE,
          "The deletion names %d examples; the limit is %d. Send several requests."
              .formatted(event.getExampleIds().size(), IntakeRules.MAX_EXAMPLES));
    }
    for (String id : event.getExampleIds()) {
      Checks.text(id, "every example id", DeadLetterCode.INCOMPLETE_DELETION);
    }
    if (event.getSubject() == null) {
      return ofExamplesAlone(event, request, raw);
    }
    Pseudonym subject = pseudonyms.ofSubject(subject(event));
    List<Pseudonym> ids =
        event.getExampleIds().stream().distinct().map(pseudonyms::ofExample).toList();
    return List.of(new Deletion(request, subject, ids, broughtBy(event, subject, raw)));
  }

  /** Examples without a subject are spread over the ledger, each its own subject. */
  private List<Deletion> ofExamplesAlone(
      DeletionEvent event, Deletion.Request request, RawRecord raw) throws MalformedEventException {
    List<Deletion> parts = new ArrayList<>();
    List<Arrival> brought = broughtBy(event, null, raw);
    for (String id : event.getExampleIds().stream().distinct().toList()) {
      Pseudonym subject = pseudonyms.ofExampleAlone(id);
      parts.add(
          new Deletion(
              request,
              subject,
              List.of(pseudonyms.ofExample(id)),
              brought.stream().filter(example -> example.subject().equals(subject)).toList()));
    }
    return parts;
  }

  private List<Arrival> broughtBy(DeletionEvent event, @Nullable Pseudonym subject, RawRecord raw)
      throws MalformedEventException {
    if (!rules.digests()) {
      return List.of(); // what the ledger keeps itself, it need not be told
    }
    List<Arrival> usable = usable(event.getExamples(), raw);
    for (Arrival arrival : usable) {
      if (subject != null && !subject.equals(arrival.subject())) {
        throw new MalformedEventException(
            DeadLetterCode.INCOMPLETE_DELETION,
            "The deletion brings an example of another subject than the one it names.");
      }
    }
    return usable;
  }

  private List<Arrival> usable(List<LabeledEvent> events, RawRecord raw)
      throws MalformedEventException {
    try {
      List<LedgerInput> decoded = new ArrayList<>(events.size());
      for (LabeledEvent example : events) {
        decoded.add(examples.check(example, raw));
      }
      return brought.embedded(decoded);
    } catch (MalformedEventException e) {
      throw new MalformedEventException(
          DeadLetterCode.INCOMPLETE_DELETION,
          "The deletion brings an example that cannot be used (%s): %s"
              .formatted(e.code(), e.getMessage()));
    }
  }
}
