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
 * A seeded stream with something to see for every view of the console: tasks that follow each
 * other, deletions, a record that cannot be used, and at the end labels that change their places.
 * One label and one task look like markup.
 */
final class AnimalStream {
  static final int DIMENSION = 8;
  static final String MARKUP = "<img src=x onerror=window.hacked=1>";
  static final String MARKUP_TASK = "<script>window.hacked=1</script>";

  private static final List<String> LABELS = List.of("cat", "dog", MARKUP, "fox", "owl", "eel");
  private static final List<String> TASKS = List.of("land", MARKUP_TASK, "elsewhere");
  private static final int SUBJECTS = 30;
  private static final int PARTS_PER_TASK = 3;
  private static final int PER_PART = 150;
  private static final int PARTS_OF_DRIFT = 4;
  private static final int EVALUATED = 8;
  private static final double NOISE = 0.35;
  private static final long START = 1_700_000_000_000L;

  private final SplittableRandom random = new SplittableRandom(11);
  private final List<List<Object>> parts = new ArrayList<>();
  private int sent;

  private AnimalStream() {}

  /** The same one every time, in parts that are sent one after the other. */
  static List<List<Object>> parts() {
    AvroGuards.establish();
    AnimalStream stream = new AnimalStream();
    for (int task = 0; task < TASKS.size(); task++) {
      for (int part = 0; part < PARTS_PER_TASK; part++) {
        stream.addPart(task, 0);
      }
    }
    stream
        .parts
        .get(3)
        .add(stream.forget("ask-one", DeletionScope.SUBJECT).setSubject("s-1").build());
    stream
        .parts
        .get(6)
        .add(stream.forget("ask-label", DeletionScope.LABEL).setLabel(MARKUP).build());
    stream.parts.get(7).add(stream.unusable());
    for (int part = 0; part < PARTS_OF_DRIFT; part++) {
      stream.addPart(TASKS.size() - 1, 1);
    }
    return stream.parts;
  }

  /**
   * @param turn by how many places labels have moved
   */
  private void addPart(int task, int turn) {
    List<Object> part = new ArrayList<>();
    for (int i = 0; i < PER_PART; i++) {
      part.add(event(task, turn));
    }
    parts.add(part);
  }

  private LabeledEvent event(int task, int turn) {
    int place = random.nextInt(2);
    float[] features = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      features[i] = (float) (NOISE * random.nextGaussian()) + (i == 2 * task + place ? 1 : 0);
    }
    return base()
        .setLabel(LABELS.get(2 * task + (place + turn) % 2))
        .setTask(TASKS.get(task))
        .setUse(sent % EVALUATED == 0 ? ExampleUse.EVALUATE : ExampleUse.TRAIN)
        .setFeatures(EventSender.features(features))
        .build();
  }

  private LabeledEvent.Builder base() {
    sent++;
    return LabeledEvent.newBuilder()
        .setId("example-" + sent)
        .setSubject("s-" + random.nextInt(SUBJECTS))
        .setOccurredAt(Instant.ofEpochMilli(START + sent));
  }

  private LabeledEvent unusable() {
    return base().setLabel("cat").setFeatures(EventSender.features(new float[] {1, 2, 3})).build();
  }

  private DeletionEvent.Builder forget(String requestId, DeletionScope scope) {
    return DeletionEvent.newBuilder()
        .setRequestId(requestId)
        .setScope(scope)
        .setRequestedAt(Instant.ofEpochMilli(START + sent));
  }
}
