package io.ameles.benchmark;

import io.ameles.model.catalog.LearnerCatalog;
import io.ameles.model.device.EngineProbe;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Quantization;
import io.ameles.model.head.Head;
import io.ameles.model.head.HeadKind;
import io.ameles.model.head.Queries;
import io.ameles.model.head.Scorer;
import io.ameles.model.identity.Pseudonym;
import io.ameles.model.identity.PseudonymKey;
import io.ameles.model.identity.Pseudonyms;
import io.ameles.model.learn.Learner;
import io.ameles.model.learn.Lesson;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import io.ameles.schema.MalformedEventException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What learning, predicting and forgetting cost, per learner and batch size; without broker and
 * cluster. Rates of different learners in one run compare with one another, and with the float32
 * matrix product that the engine reaches in the same run.
 */
@Command(name = "LearnerRates", mixinStandardHelpOptions = true)
public final class LearnerRates implements Callable<Integer> {
  private static final int TASKS = 10;
  private static final int SUBJECTS = 500;
  private static final int EXAMPLES_OF_A_SUBJECT = 10;

  @Option(
      names = "--learners",
      split = ";",
      defaultValue =
          "nearest-mean;ridge;wide:type=ridge,features=random;counting-bottleneck;bottleneck;uncle;"
              + "softmax;ensemble;projection",
      description = "name or name:setting=value,...; separated by semicolons.")
  private List<String> learners = List.of();

  @Option(names = "--dimension", defaultValue = "1280")
  private int dimension;

  @Option(names = "--labels", defaultValue = "100")
  private int labels;

  @Option(names = "--examples", defaultValue = "8192", description = "Learned before measuring.")
  private int examples;

  @Option(names = "--batches", split = ",", defaultValue = "64,512,2048")
  private List<Integer> batches = List.of();

  @Option(names = "--seconds", defaultValue = "3", description = "How long each rate is measured.")
  private int seconds;

  @Option(names = "--device", defaultValue = "auto")
  private String device = "auto";

  @Option(
      names = "--endurance",
      defaultValue = "0",
      description = "Also learn so many examples and see whether memory grows; 0: do not.")
  private long endurance;

  /** For the command line library. */
  public LearnerRates() {}

  /** Where the program begins. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new LearnerRates()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    TensorDevice on = new TensorDevice(device);
    EngineProbe probe = EngineProbe.run(on);
    System.out.printf(
        Locale.ROOT,
        "%s on %s: matrix products %.0f GFLOP/s in float32, %.0f in float64%n",
        probe.engine(),
        probe.device(),
        probe.float32(),
        probe.float64());
    List<Lesson> lessons = lessons(examples + labels);
    System.out.println(header());
    for (String spec : learners) {
      System.out.println(row(learner(spec), on, lessons));
    }
    return 0;
  }

  private String header() {
    StringBuilder line = new StringBuilder("| learner |");
    batches.forEach(batch -> line.append(" learn/s, batch %d |".formatted(batch)));
    batches.forEach(batch -> line.append(" predict/s, batch %d |".formatted(batch)));
    line.append(" parameters after, ms | forget a subject, ms | forget a label, ms | head, MB |");
    if (endurance > 0) {
      line.append(" memory growth over %,d, MB |".formatted(endurance));
    }
    return line + "\n|" + "---|".repeat((int) line.chars().filter(c -> c == '|').count() - 1);
  }

  private String row(Learner learner, TensorDevice on, List<Lesson> lessons) throws IOException {
    StringBuilder line = new StringBuilder("| " + learner.name() + " |");
    try (LearnerAtWork model = LearnerAtWork.of(learner, on)) {
      inBatches(lessons, 2048).forEach(model::learn); // a batch of every size is behind it already
      for (int batch : batches) {
        line.append(" %,.0f |".formatted(learnRate(model, lessons, batch)));
      }
      long started = System.nanoTime();
      Head head = model.head();
      double headMillis = millisSince(started);
      try (Scorer scorer = head.open(on)) {
        for (int batch : batches) {
          line.append(" %,.0f |".formatted(predictRate(scorer, lessons, batch)));
        }
      }
      line.append(" %.1f |".formatted(headMillis));
      line.append(" %s |".formatted(forget(learner, model, lessons, DeletionScope.SUBJECT)));
      line.append(" %s |".formatted(forget(learner, model, lessons, DeletionScope.LABEL)));
      line.append(" %.1f |".formatted(HeadKind.toBytes(head).length / 1e6));
      if (endurance > 0) {
        line.append(" %.0f |".formatted(growth(model, lessons)));
      }
    }
    return line.toString();
  }

  private double learnRate(LearnerAtWork model, List<Lesson> lessons, int size) {
    List<List<Lesson>> all = inBatches(lessons, size);
    model.learn(all.get(0));
    long learned = 0;
    long started = System.nanoTime();
    for (int i = 0; millisSince(started) < 1000.0 * seconds; i++) {
      List<Lesson> batch = all.get(i % all.size());
      model.learn(batch);
      learned += batch.size();
    }
    return learned / millisSince(started) * 1000;
  }

  private double predictRate(Scorer scorer, List<Lesson> lessons, int size) {
    Queries queries = queries(lessons.subList(0, size));
    scorer.predict(queries);
    long predicted = 0;
    long started = System.nanoTime();
    while (millisSince(started) < 1000.0 * seconds) {
      scorer.predict(queries);
      predicted += size;
    }
    return predicted / millisSince(started) * 1000;
  }

  private Queries queries(List<Lesson> lessons) {
    float[] embeddings = new float[lessons.size() * dimension];
    List<@Nullable String> tasks = new ArrayList<>();
    for (int row = 0; row < lessons.size(); row++) {
      lessons.get(row).vector().dequantize((float) step(), embeddings, row * dimension);
      tasks.add(lessons.get(row).task());
    }
    return new Queries(lessons.size(), dimension, embeddings, tasks);
  }

  /** Without the new parameters, which come with the next version. */
  private String forget(
      Learner learner, LearnerAtWork model, List<Lesson> lessons, DeletionScope scope) {
    if (learner.guarantee(scope) == Guarantee.UNSUPPORTED) {
      return "-";
    }
    boolean subject = scope == DeletionScope.SUBJECT;
    Lesson first = lessons.get(0);
    List<Lesson> concerned =
        lessons.stream()
            .filter(
                lesson ->
                    subject
                        ? lesson.subject().equals(first.subject())
                        : lesson.label().equals(first.label()))
            .limit(subject ? EXAMPLES_OF_A_SUBJECT : Long.MAX_VALUE)
            .toList();
    String target = subject ? first.subject().toHex() : first.label();
    long started = System.nanoTime();
    model.forget(scope, target, concerned);
    return String.format(Locale.ROOT, "%.1f", millisSince(started));
  }

  private double growth(LearnerAtWork model, List<Lesson> lessons) throws IOException {
    List<List<Lesson>> all = inBatches(lessons, 2048);
    long before = 0;
    long learned = 0;
    for (int i = 0; learned < endurance; i++) {
      model.learn(all.get(i % all.size()));
      learned += all.get(i % all.size()).size();
      if (before == 0 && learned >= endurance / 5) {
        before = residentBytes();
      }
    }
    return (residentBytes() - before) / 1e6;
  }

  /** What the process holds, in Java and out of it, after a collection. */
  private static long residentBytes() throws IOException {
    System.gc();
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  private Learner learner(String spec) {
    String[] parts = spec.strip().split(":", 2);
    Map<String, String> settings = new HashMap<>();
    for (String setting : parts.length == 1 ? new String[0] : parts[1].split(",", -1)) {
      String[] pair = setting.split("=", 2);
      settings.put(pair[0], pair[1]);
    }
    return LearnerCatalog.build(parts[0], settings, new EmbeddingSpace(dimension, step()));
  }

  private static double step() {
    return Quantization.DEFAULT.step();
  }

  /** Clouds around one point per label; labels come in any order, tenths of them make a task. */
  private List<Lesson> lessons(int count) throws MalformedEventException {
    SplittableRandom random = new SplittableRandom(1);
    float[][] centres = new float[labels][dimension];
    for (float[] centre : centres) {
      for (int i = 0; i < dimension; i++) {
        centre[i] = (float) random.nextGaussian();
      }
    }
    Pseudonyms pseudonyms = new Pseudonyms(PseudonymKey.parse("5a".repeat(32)));
    List<Pseudonym> subjects = new ArrayList<>();
    for (int i = 0; i < SUBJECTS; i++) {
      subjects.add(pseudonyms.ofSubject("subject-" + i));
    }
    List<Lesson> lessons = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      int label = row % labels;
      float[] features = new float[dimension];
      for (int i = 0; i < dimension; i++) {
        features[i] = (float) (centres[label][i] + 2 * random.nextGaussian());
      }
      lessons.add(
          new Lesson(
              subjects.get(random.nextInt(SUBJECTS)),
              row,
              "label-%04d".formatted(label),
              "task-%02d".formatted(label * TASKS / labels),
              Quantization.DEFAULT.quantize(features)));
    }
    Collections.shuffle(lessons, new java.util.Random(2));
    return lessons;
  }

  private static List<List<Lesson>> inBatches(List<Lesson> lessons, int size) {
    List<List<Lesson>> batches = new ArrayList<>();
    for (int from = 0; from < lessons.size(); from += size) {
      batches.add(lessons.subList(from, Math.min(lessons.size(), from + size)));
    }
    return batches;
  }

  private static double millisSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e6;
  }
}
