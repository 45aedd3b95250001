package io.ameles.model.learn;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Quantization;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.head.Head;
import io.ameles.model.head.Queries;
import io.ameles.model.head.Scorer;
import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.MalformedEventException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * CIFAR-100 as embeddings, from the folder that the environment variable {@code AMELES_DATA} names:
 * 100 labels in 10 tasks, every example about a subject of its own, one per second.
 */
final class CifarStream {
  static final int DIMENSION = 1280;
  static final EmbeddingSpace SPACE = new EmbeddingSpace(DIMENSION, Quantization.DEFAULT.step());

  private final List<Lesson> train;
  private final List<Lesson> test;

  private CifarStream(List<Lesson> train, List<Lesson> test) {
    this.train = train;
    this.test = test;
  }

  static CifarStream load() throws IOException {
    Path folder = Path.of(System.getenv("AMELES_DATA")).resolve("cifar-100-mobilenetv2");
    return new CifarStream(lessons(folder, "train"), lessons(folder, "test"));
  }

  static String label(int number) {
    return "label-%03d".formatted(number);
  }

  static String task(int label) {
    return "task-%d".formatted(label / 10);
  }

  private static List<Lesson> lessons(Path folder, String part) throws IOException {
    ByteBuffer features = read(folder.resolve(part + "_features_u8.npy.gz"));
    ByteBuffer labels = read(folder.resolve(part + "_labels.npy.gz"));
    Random subjects = new Random(1);
    List<Lesson> lessons = new ArrayList<>();
    float[] values = new float[DIMENSION];
    while (labels.hasRemaining()) {
      for (int i = 0; i < DIMENSION; i++) {
        values[i] = Byte.toUnsignedInt(features.get());
      }
      int label = labels.getShort();
      Pseudonym subject = new Pseudonym(subjects.nextLong(), subjects.nextLong());
      lessons.add(new Lesson(subject, 0, label(label), task(label), quantize(values)));
    }
    return lessons;
  }

  private static QuantizedVector quantize(float[] values) {
    try {
      return Quantization.DEFAULT.quantize(values);
    } catch (MalformedEventException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What follows the header of a NumPy file. */
  private static ByteBuffer read(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      return bytes.position(10 + bytes.getShort(8)).slice().order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  /** All training examples in random order, or task by task and in random order within each. */
  List<Lesson> stream(boolean byTask) {
    List<Lesson> shuffled = new ArrayList<>(train);
    Collections.shuffle(shuffled, new Random(7));
    Map<String, List<Lesson>> tasks = new TreeMap<>();
    for (Lesson lesson : shuffled) {
      tasks
          .computeIfAbsent(byTask ? "" + lesson.task() : "", task -> new ArrayList<>())
          .add(lesson);
    }
    List<Lesson> stream = new ArrayList<>();
    for (List<Lesson> task : tasks.values()) {
      for (Lesson lesson : task) {
        stream.add(
            new Lesson(
                lesson.subject(),
                stream.size() * 1000L,
                lesson.label(),
                lesson.task(),
                lesson.vector()));
      }
    }
    return stream;
  }

  /** The share of the test examples of some labels that {@code head} predicts. */
  double accuracy(Head head, Predicate<String> labels) {
    List<Lesson> asked = test.stream().filter(lesson -> labels.test(lesson.label())).toList();
    float[] embeddings = new float[asked.size() * DIMENSION];
    List<@Nullable String> tasks = new ArrayList<>();
    for (int row = 0; row < asked.size(); row++) {
      asked.get(row).vector().dequantize((float) SPACE.step(), embeddings, row * DIMENSION);
      tasks.add(null);
    }
    int correct = 0;
    try (Scorer scorer = head.open(TensorDevice.CPU)) {
      int[] best = scorer.predict(new Queries(asked.size(), DIMENSION, embeddings, tasks));
      for (int row = 0; row < best.length; row++) {
        boolean known = best[row] != Scorer.NO_LABEL;
        correct += known && head.labels().get(best[row]).equals(asked.get(row).label()) ? 1 : 0;
      }
    }
    return (double) correct / asked.size();
  }
}
