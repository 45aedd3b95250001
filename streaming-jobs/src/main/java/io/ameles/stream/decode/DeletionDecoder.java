package io.ameles.stream.decode;

import io.ameles.model.encode.Encoder;
import io.ameles.model.identity.Pseudonym;
import io.ameles.model.identity.Pseudonyms;
import io.ameles.model.request.Requesters;
import io.ameles.schema.BulkPart;
import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.SingleObjectCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns a deletion event's bytes into the parts that the ledger works on: one per subject
 * concerned, or one for everybody. A request that its sender may not make has one part, which
 * concerns nobody and says why.
 *
 * <p>NOT thread-safe: one per thread.
 */
final class DeletionDecoder {
  private final IntakeRules rules;
  private final Pseudonyms pseudonyms;
  private final String model;
  private final Requesters requesters;
  private final EventDecoder examples;
  private final BroughtExamples brought;
  private final SingleObjectCodec<DeletionEvent> codec = SingleObjectCodec.of(DeletionEvent.class);

  /**
   * @param model the model's name, for which requests are signed
   * @param requesters who may ask for what
   * @param encoder for pictures that requests bring, lent; null if there is none
   */
  DeletionDecoder(
      IntakeRules rules,
      Pseudonyms pseudonyms,
      String model,
      Requesters requesters,
      @Nullable Encoder encoder) {
    this.rules = rules;
    this.pseudonyms = pseudonyms;
    this.model = model;
    this.requesters = requesters;
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
    RequestShape.require(event, raw, rules);
    Deletion.Request request = request(event, raw);
    if (!request.terms().problem().isEmpty()) {
      return List.of(Deletion.ofAll(request)); // what a stranger brings is not worth embedding
    }
    List<Arrival> usable = broughtBy(event, raw);
    return switch (event.getScope()) {
      case LABEL, TASK -> List.of(Deletion.ofAll(request));
      case SUBJECT -> ofSubjects(event, request, usable);
      case EXAMPLES -> ofExamples(event, request, usable);
    };
  }

  /** Whether any picture that a request brought was embedded. */
  boolean usedEncoder() {
    return brought.usedEncoder();
  }

  private Deletion.Request request(DeletionEvent event, RawRecord raw) {
    return new Deletion.Request(
        event.getRequestId(),
        raw.position(),
        event.getScope(),
        target(event),
        event.getPermanent(),
        event.getRequestedAt().toEpochMilli(),
        raw.recordedAt(),
        pseudonyms.ofRequest(canonical(event)),
        terms(event, raw));
  }

  private Deletion.Terms terms(DeletionEvent event, RawRecord raw) {
    Requesters.Finding finding = requesters.examine(model, event);
    String regulation = event.getRegulation();
    BulkPart bulk = event.getBulk();
    return new Deletion.Terms(
        event.getAction(),
        finding.requester(),
        finding.problem(),
        regulation == null ? "" : regulation,
        receivedAt(event, raw),
        named(event),
        bulk == null ? null : new Deletion.Part(bulk.getId(), bulk.getIndex(), bulk.getCount()),
        Long.MAX_VALUE);
  }

  /** Nobody can have received a request after the record of it was. */
  private static long receivedAt(DeletionEvent event, RawRecord raw) {
    Instant receivedAt = event.getReceivedAt();
    return receivedAt == null
        ? raw.recordedAt()
        : Math.min(receivedAt.toEpochMilli(), raw.recordedAt());
  }

  /** How many subjects it names, or examples without one. */
  private static int named(DeletionEvent event) {
    return switch (event.getScope()) {
      case LABEL, TASK -> 0;
      case SUBJECT -> Math.max(1, event.getSubjects().size());
      case EXAMPLES ->
          event.getSubject() == null ? (int) event.getExampleIds().stream().distinct().count() : 1;
    };
  }

  /**
   * What a request asks for, in bytes that do not depend on the version of its schema. Who asks, in
   * what capacity and how it is to be answered is not part of it: a confirmation says the same.
   */
  private static byte[] canonical(DeletionEvent event) {
    List<String> parts = new ArrayList<>();
    parts.add(event.getRequestId());
    parts.add(event.getScope().name());
    parts.add(presence(event.getSubject()));
    parts.add(presence(event.getLabel()));
    parts.add(presence(event.getTask()));
    parts.add(Long.toString(event.getRequestedAt().toEpochMilli()));
    parts.add(Boolean.toString(event.getPermanent()));
    parts.add(Integer.toString(event.getSubjects().size()));
    parts.addAll(event.getSubjects());
    parts.add(Integer.toString(event.getExampleIds().size()));
    parts.addAll(event.getExampleIds());
    event.getExamples().forEach(example -> parts.add(example.getId()));
    BulkPart bulk = event.getBulk();
    if (bulk != null) {
      parts.addAll(
          List.of(
              "bulk",
              bulk.getId(),
              Integer.toString(bulk.getIndex()),
              Integer.toString(bulk.getCount())));
    }
    StringBuilder canonical = new StringBuilder();
    parts.forEach(part -> canonical.append(part.length()).append(':').append(part));
    return canonical.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Nobody and somebody called "null" are not the same. */
  private static String presence(@Nullable String text) {
    return text == null ? "-" : "+" + text;
  }

  private String target(DeletionEvent event) {
    return switch (event.getScope()) {
      case LABEL -> event.getLabel();
      case TASK -> event.getTask();
      case SUBJECT, EXAMPLES -> {
        String subject =
            event.getSubjects().size() == 1 ? event.getSubjects().get(0) : event.getSubject();
        yield subject == null ? "" : pseudonyms.ofSubject(subject).toHex();
      }
    };
  }

  /** Every subject with the examples of it that were brought. */
  private List<Deletion> ofSubjects(
      DeletionEvent event, Deletion.Request request, List<Arrival> usable) {
    Map<Pseudonym, List<Arrival>> bySubject = bySubject(usable);
    return subjects(event).stream()
        .map(pseudonyms::ofSubject)
        .map(
            subject ->
                new Deletion(
                    request, subject, List.of(), bySubject.getOrDefault(subject, List.of())))
        .toList();
  }

  private List<Deletion> ofExamples(
      DeletionEvent event, Deletion.Request request, List<Arrival> usable) {
    List<String> ids = event.getExampleIds().stream().distinct().toList();
    if (event.getSubject() != null) {
      Pseudonym subject = pseudonyms.ofSubject(event.getSubject());
      return List.of(
          new Deletion(request, subject, ids.stream().map(pseudonyms::ofExample).toList(), usable));
    }
    // Without a subject they are spread over the ledger, each its own subject.
    Map<Pseudonym, List<Arrival>> bySubject = bySubject(usable);
    return ids.stream()
        .map(
            id -> {
              Pseudonym alone = pseudonyms.ofExampleAlone(id);
              return new Deletion(
                  request,
                  alone,
                  List.of(pseudonyms.ofExample(id)),
                  bySubject.getOrDefault(alone, List.of()));
            })
        .toList();
  }

  private static Map<Pseudonym, List<Arrival>> bySubject(List<Arrival> arrivals) {
    Map<Pseudonym, List<Arrival>> bySubject = new HashMap<>();
    arrivals.forEach(
        arrival ->
            bySubject.computeIfAbsent(arrival.subject(), any -> new ArrayList<>()).add(arrival));
    return bySubject;
  }

  private static List<String> subjects(DeletionEvent event) {
    return event.getSubject() == null ? event.getSubjects() : List.of(event.getSubject());
  }

  private List<Arrival> broughtBy(DeletionEvent event, RawRecord raw)
      throws MalformedEventException {
    boolean concernsEverybody =
        event.getScope() == DeletionScope.LABEL || event.getScope() == DeletionScope.TASK;
    if (!rules.digests() || concernsEverybody) {
      return List.of(); // what the ledger keeps itself, it need not be told
    }
    List<Arrival> usable = usable(event.getExamples(), raw);
    Set<Pseudonym> subjects =
        subjects(event).stream().map(pseudonyms::ofSubject).collect(Collectors.toSet());
    for (Arrival arrival : usable) {
      if (!subjects.isEmpty() && !subjects.contains(arrival.subject())) {
        throw new MalformedEventException(
            DeadLetterCode.INCOMPLETE_DELETION,
            "The deletion brings an example of another subject than those that it names.");
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
