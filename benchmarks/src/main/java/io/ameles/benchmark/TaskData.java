package io.ameles.benchmark;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Quantization;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.head.Head;
import io.ameles.model.head.Queries;
import io.ameles.model.head.Scorer;
import io.ameles.model.identity.Pseudonym;
import io.ameles.model.identity.PseudonymKey;
import io.ameles.model.identity.Pseudonyms;
import io.ameles.model.learn.Lesson;
import io.ameles.schema.MalformedEventException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Lessons by task, to learn from and to be examined with.
 *
 * @param space of the embeddings
 * @param train per task, in the order of the stream
 * @param test per task
 */
record TaskData(EmbeddingSpace space, List<List<Lesson>> train, List<List<Lesson>> test) {
  private static final Pseudonym NOBODY =
      new Pseudonyms(PseudonymKey.parse("5a".repeat(32))).ofSubject("nobody");
  private static final int ROWS_AT_A_TIME = 2048;

  /** How {@code count} of the examples are chosen, and in which order they come. */
  static List<Integer> shuffled(int examples, long seed) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < examples; i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(seed));
    return order;
  }

  /** An example; its features are normalised and quantized as events are. */
  static Lesson lesson(String task, String label, float[] features) {
    try {
      QuantizedVector vector = Quantization.DEFAULT.quantize(features);
      return new Lesson(NOBODY, 0, label, task, vector);
    } catch (MalformedEventException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * The share of a task's examples to be examined with that {@code head} predicts.
   *
   * @param given whether it is told the task
   */
  double accuracy(Head head, int task, boolean given) {
    List<Lesson> all = test.get(task);
    int correct = 0;
    try (Scorer scorer = head.open(TensorDevice.AUTO)) {
      for (int from = 0; from < all.size(); from += ROWS_AT_A_TIME) {
        correct +=
            correct(
                scorer,
                head,
                all.subList(from, Math.min(all.size(), from + ROWS_AT_A_TIME)),
                given);
      }
    }
    return (double) correct / all.size();
  }

  private int correct(Scorer scorer, Head head, List<Lesson> some, boolean given) {
    float[] embeddings = new float[some.size() * space.dimension()];
    List<@Nullable String> tasks = new ArrayList<>();
    for (int row = 0; row < some.size(); row++) {
      some.get(row).vector().dequantize((float) space.step(), embeddings, row * space.dimension());
      tasks.add(given ? some.get(row).task() : null);
    }
    int[] predicted =
        scorer.predict(new Queries(some.size(), space.dimension(), embeddings, tasks));
    int correct = 0;
    for (int row = 0; row < predicted.length; row++) {
      if (predicted[row] != Scorer.NO_LABEL
          && head.labels().get(predicted[row]).equals(some.get(row).label())) {
        correct++;
      }
    }
    return correct;
  }

  /**
   * A table of small numbers, as NumPy wrote it.
   *
   * @param rows how many
   * @param width values in a row
   * @param values rows one after the other
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, by its reader
  record Table(int rows, int width, short[] values) {
    /** One row times {@code step}. */
    float[] row(int index, float step) {
      float[] row = new float[width];
      for (int i = 0; i < width; i++) {
        row[i] = values[index * width + i] * step;
      }
      return row;
    }

    /** Reads uint8 or int16 in C order, gzipped. */
    static Table read(Path file) {
      try (DataInputStream in =
          new DataInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16))) {
        in.readFully(new byte[8]);
        byte[] length = new byte[2];
        in.readFully(length);
        byte[] header = new byte[ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getShort()];
        in.readFully(header);
        String text = new String(header, StandardCharsets.US_ASCII);
        String[] shape =
            text.replaceAll("(?s).*'shape': \\(([0-9, ]+)\\).*", "$1").trim().split(",\\s*", -1);
        int rows = Integer.parseInt(shape[0]);
        int width = 1;
        for (int i = 1; i < shape.length; i++) {
          width *= shape[i].isEmpty() ? 1 : Integer.parseInt(shape[i]);
        }
        boolean bytes = text.contains("|u1");
        byte[] data = in.readAllBytes();
        short[] values = new short[rows * width];
        ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
          values[i] = bytes ? (short) (data[i] & 0xff) : buffer.getShort(i * 2);
        }
        return new Table(rows, width, values);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** {@code count} lists, each from its number. */
  static List<List<Lesson>> each(int count, IntFunction<List<Lesson>> of) {
    List<List<Lesson>> all = new ArrayList<>();
    for (int task = 0; task < count; task++) {
      all.add(of.apply(task));
    }
    return all;
  }
}
