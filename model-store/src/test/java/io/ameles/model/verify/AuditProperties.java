package io.ameles.model.verify;

import static io.ameles.model.Fixtures.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.Fixtures;
import io.ameles.model.version.Manifest;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.SingleObjectCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * Small worlds in which everything collides: three subjects, three ids, three revisions, two
 * labels, two tasks, ten instants, three partitions.
 */
class AuditProperties {
  private static final List<DeletionScope> SCOPES = List.of(DeletionScope.values());

  @Property(tries = 300)
  void auditFindsWhatTheDefinitionSays(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    AuditCase topics = world(random);
    AuditResult result = topics.against(liveByDefinition(topics));
    assertThat(result.liveExamples()).isEqualTo(result.expectedLiveExamples());
    assertThat(result.evaluationExamples()).isEqualTo(result.expectedEvaluationExamples());
    assertThat(result.equal()).isTrue();
  }

  @Property(tries = 300)
  void interleavingOfPartitionsDoesNotMatter(@ForAll long seed) {
    Random random = new Random(seed);
    AuditCase topics = world(random);
    Audit audit = topics.audit(topics.manifest(List.of()));
    AuditResult one = audit.run(topics.events, topics.deletions);
    AuditResult other =
        audit.run(interleave(topics.events, random), interleave(topics.deletions, random));
    assertThat(other).isEqualTo(one);
  }

  @Property(tries = 200)
  void repeatingRecordsInALaterPlaceChangesNothingButTheCounts(@ForAll long seed) {
    Random random = new Random(seed);
    AuditCase topics = world(random);
    Manifest manifest = topics.manifest(List.of());
    AuditResult once = topics.audit(manifest).run(topics.events, topics.deletions);
    for (LogRecord record : topics.events.records()) {
      topics.events.addRaw(2, record.recordedAt(), record.value());
    }
    for (LogRecord record : topics.deletions.records()) {
      topics.deletions.addRaw(2, record.recordedAt(), record.value());
    }
    AuditResult twice = topics.audit(manifest).run(topics.events, topics.deletions);
    assertThat(twice.liveExamples()).isEqualTo(once.liveExamples());
    assertThat(twice.evaluationExamples()).isEqualTo(once.evaluationExamples());
    assertThat(twice.learners()).isEqualTo(once.learners());
    assertThat(twice.events().read()).isEqualTo(2 * once.events().read());
  }

  private static AuditCase world(Random random) {
    AuditCase topics = new AuditCase();
    if (random.nextInt(4) == 0) {
      topics.retentionCutoff = time(random.nextInt(10));
    }
    for (int i = random.nextInt(40); i > 0; i--) {
      topics.events.add(random.nextInt(3), event(random));
    }
    for (int i = random.nextInt(6); i > 0; i--) {
      topics.deletions.add(deletion(random));
    }
    return topics;
  }

  private static LabeledEvent event(Random random) {
    float[] features = new float[Fixtures.DIMENSION];
    for (int i = 0; i < features.length; i++) {
      features[i] = random.nextInt(3) - 1; // all zero now and then: a dead letter
    }
    return new LabeledEvent(
        "e" + random.nextInt(3),
        random.nextInt(3),
        subject(random),
        "l" + random.nextInt(2),
        random.nextBoolean() ? "t" + random.nextInt(2) : null,
        time(random.nextInt(10)),
        Fixtures.features(features),
        null,
        null,
        random.nextInt(3) == 0 ? ExampleUse.EVALUATE : ExampleUse.TRAIN);
  }

  private static @Nullable String subject(Random random) {
    int subject = random.nextInt(3);
    return subject == 0 ? null : "s" + subject;
  }

  private static DeletionEvent deletion(Random random) {
    return DeletionEvent.newBuilder()
        .setRequestId("r")
        .setScope(SCOPES.get(random.nextInt(4)))
        .setSubject(subject(random)) // none for scope SUBJECT now and then: a dead letter
        .setExampleIds(List.of("e" + random.nextInt(3), "e" + random.nextInt(3)))
        .setLabel("l" + random.nextInt(2))
        .setTask("t" + random.nextInt(2))
        .setRequestedAt(time(random.nextInt(10)))
        .setPermanent(random.nextInt(8) == 0)
        .build();
  }

  private static InMemoryLog interleave(InMemoryLog log, Random random) {
    Map<Integer, Deque<LogRecord>> partitions = new HashMap<>();
    for (LogRecord record : log.records()) {
      partitions.computeIfAbsent(record.partition(), p -> new ArrayDeque<>()).add(record);
    }
    List<Deque<LogRecord>> waiting = new ArrayList<>(partitions.values());
    List<LogRecord> interleaved = new ArrayList<>();
    while (!waiting.isEmpty()) {
      Deque<LogRecord> next = waiting.get(random.nextInt(waiting.size()));
      interleaved.add(next.remove());
      if (next.isEmpty()) {
        waiting.remove(next);
      }
    }
    return new InMemoryLog(interleaved);
  }

  /** The definition in the words of {@link Audit}, sentence by sentence over all pairs. */
  private static List<LabeledEvent> liveByDefinition(AuditCase topics) throws Exception {
    List<LogRecord> records = topics.events.records();
    List<@Nullable LabeledEvent> events = new ArrayList<>();
    SingleObjectCodec<LabeledEvent> codec = SingleObjectCodec.of(LabeledEvent.class);
    for (LogRecord record : records) {
      LabeledEvent event = codec.decode(record.value());
      boolean zero = event.getFeatures().equals(Fixtures.features(0, 0, 0));
      events.add(zero ? null : event);
    }
    List<LabeledEvent> live = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      LabeledEvent event = events.get(i);
      if (event == null) {
        continue;
      }
      boolean counts = true;
      for (int j = 0; j < records.size(); j++) {
        LabeledEvent rival = events.get(j);
        counts &= rival == null || !replaces(rival, records.get(j), event, records.get(i));
      }
      if (counts && !isCovered(event, topics)) {
        live.add(event);
      }
    }
    return live;
  }

  private static boolean replaces(
      LabeledEvent rival, LogRecord rivalPlace, LabeledEvent event, LogRecord place) {
    if (!rival.getId().equals(event.getId())
        || !Objects.equals(rival.getSubject(), event.getSubject())) {
      return false;
    }
    boolean earlier =
        rivalPlace.partition() < place.partition()
            || (rivalPlace.partition() == place.partition()
                && rivalPlace.offset() < place.offset());
    return rival.getRevision() > event.getRevision()
        || (rival.getRevision() == event.getRevision() && earlier);
  }

  private static boolean isCovered(LabeledEvent event, AuditCase topics) throws Exception {
    boolean covered =
        topics.retentionCutoff != null && !event.getOccurredAt().isAfter(topics.retentionCutoff);
    SingleObjectCodec<DeletionEvent> codec = SingleObjectCodec.of(DeletionEvent.class);
    for (LogRecord record : topics.deletions.records()) {
      DeletionEvent deletion = codec.decode(record.value());
      boolean inTime =
          deletion.getPermanent() || !event.getOccurredAt().isAfter(deletion.getRequestedAt());
      covered |= inTime && isNamed(event, deletion);
    }
    return covered;
  }

  private static boolean isNamed(LabeledEvent event, DeletionEvent deletion) {
    boolean sameSubject = Objects.equals(event.getSubject(), deletion.getSubject());
    return switch (deletion.getScope()) {
      case SUBJECT -> sameSubject && event.getSubject() != null;
      case EXAMPLES -> sameSubject && deletion.getExampleIds().contains(event.getId());
      case LABEL -> event.getLabel().equals(deletion.getLabel());
      case TASK -> Objects.equals(event.getTask(), deletion.getTask());
    };
  }
}
