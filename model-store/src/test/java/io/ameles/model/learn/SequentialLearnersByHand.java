package io.ameles.model.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.catalog.LearnerCatalog;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.head.Head;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The figures in docs/learners, on CIFAR-100. Takes minutes and needs {@code AMELES_DATA}, so it
 * runs only when it is asked for: {@code mvn test -pl schemas,model-store
 * -Dtest=SequentialLearnersByHand}; the figures are added to {@code
 * target/sequential-learners.txt}.
 */
class SequentialLearnersByHand {
  private static final int BATCH = 256;
  private static final int FORGOTTEN = 17;

  @Test
  void softmax() throws IOException {
    for (boolean byTask : List.of(true, false)) {
      for (String method : List.of("ascent", "npo")) {
        forgetLabel("softmax", Map.of("unlearn", method), byTask);
      }
      forgetLabel("softmax", Map.of("unlearn", "npo", "retain-weight", "0"), byTask);
      forgetLabel("softmax", Map.of("unlearn", "ascent", "retain-weight", "0"), byTask);
    }
  }

  @Test
  void projection() throws IOException {
    for (String head : List.of("nearest-mean", "ridge")) {
      for (String directions : List.of("1", "2", "4")) {
        forgetLabel("projection", Map.of("head", head, "directions", directions), true);
      }
      forgetUnseen(Map.of("head", head));
      neverLearned(Map.of("head", head));
    }
  }

  @Test
  void ensemble() throws IOException {
    for (boolean byTask : List.of(true, false)) {
      for (Map<String, String> settings :
          List.of(
              Map.of("aggregation", "mean"),
              Map.of("aggregation", "vote"),
              Map.of("slice-examples", "250", "max-slices", "40"))) {
        forgetLabel("ensemble", settings, byTask);
        forgetSingly(settings, byTask);
      }
    }
  }

  private static void forgetLabel(String type, Map<String, String> settings, boolean byTask)
      throws IOException {
    CifarStream cifar = CifarStream.load();
    List<Lesson> stream = cifar.stream(byTask);
    String label = CifarStream.label(FORGOTTEN);
    SequentialLearner learner = learner(type, settings);
    try (Trainer trainer = learner.open(TensorDevice.CPU, null)) {
      String name = "%s %s %s".formatted(type, settings, byTask ? "by task" : "shuffled");
      learn(trainer, stream, name);
      report(name + " before", cifar, trainer, label);
      List<Lesson> gone = of(stream, label);
      long started = System.nanoTime();
      for (int from = 0; from < gone.size(); from += BATCH) {
        trainer.retract(gone.subList(from, Math.min(gone.size(), from + BATCH)));
      }
      trainer.forget(new Forgetting("r", DeletionScope.LABEL, label, gone.subList(0, 32)));
      note("%s: forgot in %d ms".formatted(name, millis(started)));
      report(name + " after", cifar, trainer, label);
      if (!type.equals("ensemble")) {
        relearn(cifar, trainer, gone, name);
      }
      assertThat(learner.guarantee(DeletionScope.LABEL)).isEqualTo(Guarantee.APPROXIMATE);
    }
  }

  private static void relearn(CifarStream cifar, Trainer trainer, List<Lesson> gone, String name)
      throws IOException {
    LessonStream.learn(trainer, gone.subList(0, 20), BATCH);
    report(name + " relearned from 20", cifar, trainer, CifarStream.label(FORGOTTEN));
    LessonStream.learn(trainer, gone.subList(20, gone.size()), BATCH);
    report(name + " relearned from all", cifar, trainer, CifarStream.label(FORGOTTEN));
  }

  /** The statistics still hold the label when it is forgotten. */
  private static void forgetUnseen(Map<String, String> settings) throws IOException {
    CifarStream cifar = CifarStream.load();
    List<Lesson> stream = cifar.stream(true);
    String label = CifarStream.label(FORGOTTEN);
    try (Trainer trainer = learner("projection", settings).open(TensorDevice.CPU, null)) {
      LessonStream.learn(trainer, stream, BATCH);
      trainer.forget(new Forgetting("r", DeletionScope.LABEL, label, List.of()));
      String name = "projection %s unseen".formatted(settings);
      report(name + " after", cifar, trainer, label);
      relearn(cifar, trainer, of(stream, label), name);
    }
  }

  private static void neverLearned(Map<String, String> settings) throws IOException {
    CifarStream cifar = CifarStream.load();
    List<Lesson> stream = cifar.stream(true);
    String label = CifarStream.label(FORGOTTEN);
    try (Trainer trainer = learner("projection", settings).open(TensorDevice.CPU, null)) {
      List<Lesson> others = stream.stream().filter(x -> !x.label().equals(label)).toList();
      LessonStream.learn(trainer, others, BATCH);
      relearn(cifar, trainer, of(stream, label), "projection %s never".formatted(settings));
    }
  }

  private static List<Lesson> of(List<Lesson> stream, String label) {
    return stream.stream().filter(lesson -> lesson.label().equals(label)).toList();
  }

  private static void forgetSingly(Map<String, String> settings, boolean byTask)
      throws IOException {
    CifarStream cifar = CifarStream.load();
    List<Lesson> stream = cifar.stream(byTask);
    try (Trainer trainer = learner("ensemble", settings).open(TensorDevice.CPU, null)) {
      String name =
          "ensemble %s %s, one by one".formatted(settings, byTask ? "by task" : "shuffled");
      LessonStream.learn(trainer, stream, BATCH);
      List<Lesson> drawn = new ArrayList<>(stream);
      Collections.shuffle(drawn, new Random(3));
      for (int deletion = 0; deletion <= 20; deletion++) {
        if (List.of(0, 1, 5, 10, 20).contains(deletion)) {
          report(name + " " + deletion, cifar, trainer, "none");
        }
        trainer.retract(drawn.subList(deletion, deletion + 1));
      }
    }
  }

  private static SequentialLearner learner(String type, Map<String, String> settings) {
    return (SequentialLearner) LearnerCatalog.build(type, settings, CifarStream.SPACE);
  }

  private static void learn(Trainer trainer, List<Lesson> stream, String name) throws IOException {
    long started = System.nanoTime();
    LessonStream.learn(trainer, stream, BATCH);
    note(
        "%s: learned in %d ms, snapshot %d bytes"
            .formatted(name, millis(started), trainer.snapshot().length));
  }

  private static long millis(long started) {
    return Duration.ofNanos(System.nanoTime() - started).toMillis();
  }

  private static void report(String name, CifarStream cifar, Trainer trainer, String label)
      throws IOException {
    long started = System.nanoTime();
    Solution solution = trainer.solution();
    long solved = millis(started);
    Head head = solution.head();
    note(
        "%s: forgotten %s, others %.4f, solved in %d ms, %s"
            .formatted(
                name,
                label.equals("none") ? "-" : "%.3f".formatted(cifar.accuracy(head, label::equals)),
                cifar.accuracy(head, other -> !other.equals(label)),
                solved,
                solution.facts()));
  }

  private static void note(String line) throws IOException {
    Files.writeString(
        Path.of("target", "sequential-learners.txt"),
        line + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
