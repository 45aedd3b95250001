package io.ameles.benchmark;

import io.ameles.model.catalog.LearnerCatalog;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.head.Head;
import io.ameles.model.learn.Forgetting;
import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.SequentialLearner;
import io.ameles.model.learn.Solution;
import io.ameles.model.learn.Trainer;
import io.ameles.schema.DeletionScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Carries out requests to learn and to unlearn tasks, and examines all tasks after each. */
final class TaskRequests {
  @Option(
      names = "--requests",
      split = ",",
      description = "L3 learns task 3, U3 unlearns it (default: ${DEFAULT-VALUE}).",
      defaultValue = "L1,L0,U1,L5,L8,L9,L7,U0,L2,L3,L4,U8,U3,U5,L6")
  private List<String> requests = List.of();

  @Option(
      names = "--passes",
      defaultValue = "1",
      description = "How often the examples of a task are shown (default: ${DEFAULT-VALUE}).")
  private int passes;

  @Option(
      names = "--micro-batch",
      defaultValue = "512",
      description = "Lessons at a time (default: ${DEFAULT-VALUE}).")
  private int microBatch;

  @Option(
      names = "--learner",
      defaultValue = "uncle",
      description = "Type of the learner (default: ${DEFAULT-VALUE}).")
  private String learner = "";

  @Option(names = "--set", description = "A setting of the learner, as in --set beta=0.1.")
  private Map<String, String> settings = new TreeMap<>();

  /** For the command line library. */
  TaskRequests() {}

  /** Gives settings that are not chosen on the command line a default. */
  void byDefault(String key, String value) {
    settings.putIfAbsent(key, value);
  }

  /** Carries the requests out and prints what becomes of the tasks. */
  void carryOut(TaskData data, boolean inferToo) {
    settings.put(LearnerCatalog.TYPE, learner);
    SequentialLearner built =
        (SequentialLearner) LearnerCatalog.build(learner, settings, data.space());
    print("%s%n", built.settings());
    long started = System.nanoTime();
    try (Trainer trainer = built.open(TensorDevice.AUTO, null)) {
      SortedMap<Integer, Double> live = new TreeMap<>();
      SortedMap<Integer, Double> gone = new TreeMap<>();
      SortedMap<Integer, Double> highest = new TreeMap<>();
      List<Double> spills = new ArrayList<>();
      for (String request : requests) {
        int task = Integer.parseInt(request.substring(1));
        boolean learns = request.startsWith("L");
        if (learns) {
          learn(trainer, data.train().get(task));
          gone.remove(task);
        } else {
          trainer.forget(
              new Forgetting(
                  "request-" + request, DeletionScope.TASK, taskName(data, task), List.of()));
          live.remove(task);
        }
        Solution solution = trainer.solution();
        Head head = solution.head();
        double spill = 0;
        for (Map.Entry<Integer, Double> entry : live.entrySet()) {
          double now = data.accuracy(head, entry.getKey(), true);
          spill += Math.abs(now - entry.getValue());
          entry.setValue(now);
        }
        if (learns) {
          live.put(task, data.accuracy(head, task, true));
        } else {
          spills.add(spill);
          gone.put(task, data.accuracy(head, task, true));
          highest.put(task, gone.getOrDefault(task, 0.0));
        }
        for (int other : gone.keySet()) {
          highest.merge(other, data.accuracy(head, other, true), Math::max);
        }
        print("%-4s retained %s  facts %s%n", request, percents(live), solution.facts());
      }
      Head head = trainer.solution().head();
      print("seconds %.1f%n", (System.nanoTime() - started) / 1e9);
      print("RA %.2f over %s%n", 100 * mean(live), percents(live));
      if (!gone.isEmpty()) {
        SortedMap<Integer, Double> end = new TreeMap<>();
        SortedMap<Integer, Double> relapse = new TreeMap<>();
        gone.forEach(
            (task, then) -> {
              end.put(task, data.accuracy(head, task, true));
              relapse.put(task, highest.getOrDefault(task, 0.0) - then);
            });
        print(
            "FA %.2f over %s (right after: %s)%n", 100 * mean(end), percents(end), percents(gone));
        print("largest relapse %s%n", percents(relapse));
        print(
            "spill per request, sum over tasks, points: %s%n",
            spills.stream().map(spill -> String.format(Locale.ROOT, "%.2f", 100 * spill)).toList());
      }
      if (inferToo) {
        SortedMap<Integer, Double> inferred = new TreeMap<>();
        live.forEach((task, then) -> inferred.put(task, data.accuracy(head, task, false)));
        print("task inferred: %.2f over %s%n", 100 * mean(inferred), percents(inferred));
      }
    }
  }

  private void learn(Trainer trainer, List<Lesson> lessons) {
    for (int pass = 0; pass < passes; pass++) {
      for (int from = 0; from < lessons.size(); from += microBatch) {
        trainer.learn(lessons.subList(from, Math.min(lessons.size(), from + microBatch)));
      }
    }
  }

  private static String taskName(TaskData data, int task) {
    String name = data.train().get(task).get(0).task();
    return name == null ? "" : name;
  }

  private static double mean(SortedMap<Integer, Double> values) {
    return values.values().stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  private static String percents(SortedMap<Integer, Double> values) {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (task, value) -> text.append(String.format(Locale.ROOT, " %d:%.1f", task, 100 * value)));
    return text.toString().strip();
  }

  private static void print(String format, Object... arguments) {
    System.out.printf(Locale.ROOT, format, arguments);
  }
}
