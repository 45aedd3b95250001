package io.ameles.embedded;

import io.ameles.client.EventSender;
import io.ameles.schema.AvroGuards;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.schema.LabeledEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A seeded stream that has everything a real one can have: subjects and examples without one,
 * examples to learn from and to evaluate on, corrections before and after what they correct,
 * duplicates, contradictions, and deletions of every scope before, between and after what they
 * cover, some of them repeated.
 */
final class StreamScenario {
  static final int DIMENSION = 8;
  private static final int SUBJECTS = 40;
  private static final int LABELS = 6;
  private static final int TASKS = 3;
  private static final long START = 1_700_000_000_000L;

  private final SplittableRandom random;
  private final List<Object> messages = new ArrayList<>();
  private int deletions;

  private StreamScenario(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /**
   * @return labelled events and deletions in the order in which they are sent
   */
  static StreamScenario of(long seed, int events) {
    AvroGuards.establish();
    StreamScenario scenario = new StreamScenario(seed);
    for (int i = 0; i < events; i++) {
      scenario.addEvent(i);
      if (i % 50 == 49) {
        scenario.addDeletion(i);
      }
    }
    return scenario;
  }

  List<Object> messages() {
    return messages;
  }

  int deletions() {
    return deletions;
  }

  private void addEvent(int time) {
    LabeledEvent event = event(random.nextInt(time + 1), random.nextInt(10) == 0 ? 1 : 0, time);
    messages.add(event);
    if (random.nextInt(10) == 0) {
      messages.add(event); // sent twice
    }
  }

  /** Ids collide on purpose: what they collide with is a duplicate, a correction or a conflict. */
  private LabeledEvent event(int id, int revision, int time) {
    int subject = id % (SUBJECTS + 1);
    float[] features = new float[DIMENSION];
    int label = random.nextInt(LABELS);
    for (int i = 0; i < DIMENSION; i++) {
      features[i] = (float) (random.nextDouble() - 0.5) + (i == label ? 2 : 0);
    }
    return LabeledEvent.newBuilder()
        .setId("example-" + id)
        .setRevision(revision)
        .setSubject(subject == SUBJECTS ? null : "subject-" + subject)
        .setLabel("label-" + label)
        .setTask(random.nextInt(4) == 0 ? null : "task-" + random.nextInt(TASKS))
        .setOccurredAt(Instant.ofEpochMilli(START + time))
        .setFeatures(EventSender.features(features))
        .setUse(random.nextInt(8) == 0 ? ExampleUse.EVALUATE : ExampleUse.TRAIN)
        .build();
  }

  private void addDeletion(int time) {
    List<DeletionScope> scopes = List.of(DeletionScope.values());
    DeletionScope scope = scopes.get(random.nextInt(scopes.size()));
    int subject = random.nextInt(SUBJECTS + 2); // one of them unknown
    DeletionEvent.Builder request =
        DeletionEvent.newBuilder()
            .setRequestId("request-" + time)
            .setScope(scope)
            .setPermanent(random.nextInt(10) == 0 && scope == DeletionScope.SUBJECT)
            .setRequestedAt(Instant.ofEpochMilli(START + random.nextInt(time + 50)));
    switch (scope) {
      case SUBJECT -> request.setSubject("subject-" + subject);
      case EXAMPLES -> {
        request.setSubject(random.nextInt(5) == 0 ? null : "subject-" + subject);
        request.setExampleIds(
            List.of("example-" + random.nextInt(time + 1), "example-" + random.nextInt(time + 1)));
      }
      case LABEL -> request.setLabel("label-" + random.nextInt(LABELS));
      case TASK -> request.setTask("task-" + random.nextInt(TASKS));
    }
    add(request.build());
    if (random.nextInt(4) == 0) {
      add(request.build());
    }
  }

  private void add(DeletionEvent deletion) {
    messages.add(deletion);
    deletions++;
  }
}
