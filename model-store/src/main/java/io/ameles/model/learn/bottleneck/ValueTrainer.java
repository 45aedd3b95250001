package io.ameles.model.learn.bottleneck;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.codebook.Codebook;
import io.ameles.model.embed.codebook.KeyFinder;
import io.ameles.model.head.BottleneckHead;
import io.ameles.model.learn.Forgetting;
import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.Solution;
import io.ameles.model.learn.Trainer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Trains values on the host: a lesson touches heads times labels numbers, which is less than it
 * takes to find its keys. Those are found on the device.
 */
final class ValueTrainer implements Trainer {
  private static final int FORMAT = 1;

  private final Codebook codebook;
  private final BottleneckSettings settings;
  private final KeyFinder finder;
  private final ValueTable values;
  private final ActivationLog activations;
  private final ValueStep step;
  private final Suppression suppression;
  private long lessons;

  ValueTrainer(
      Codebook codebook,
      BottleneckSettings settings,
      TensorDevice device,
      byte @Nullable [] snapshot) {
    this.codebook = codebook;
    this.settings = settings;
    this.values = new ValueTable(codebook.shape().pairs());
    this.activations = new ActivationLog(codebook.shape().pairs());
    this.step = new ValueStep(settings, values);
    this.suppression = new Suppression(settings, values, activations);
    if (snapshot != null) {
      restore(snapshot);
    }
    this.finder = codebook.open(device);
  }

  @Override
  public void learn(List<Lesson> batch) {
    int[][] pairs = pairs(batch);
    for (int row = 0; row < pairs.length; row++) {
      Lesson lesson = batch.get(row);
      step.take(pairs[row], values.column(lesson.label()));
      int[] counts = activations.of(new ActivationLog.Group(lesson.label(), lesson.task()));
      for (int pair : pairs[row]) {
        counts[pair]++;
      }
    }
    lessons += pairs.length;
  }

  /** [batch][heads]. */
  private int[][] pairs(List<Lesson> batch) {
    if (batch.isEmpty()) {
      return new int[0][];
    }
    int heads = codebook.shape().heads();
    int[] found = finder.find(batch.stream().map(Lesson::vector).toList());
    int[][] pairs = new int[batch.size()][heads];
    for (int i = 0; i < found.length; i++) {
      int head = i % heads;
      pairs[i / heads][head] = head * codebook.shape().keys() + found[i];
    }
    return pairs;
  }

  /** Single examples cannot be taken out of values that gradient steps have made. */
  @Override
  public void retract(List<Lesson> batch) {}

  @Override
  public void forget(Forgetting request) {
    List<Lesson> examples = request.examples();
    boolean wanted = settings.unlearning().byExamples();
    int count = wanted ? Math.min(settings.examples(), examples.size()) : 0;
    suppression.forget(request.scope(), request.target(), pairs(examples.subList(0, count)));
  }

  @Override
  public Solution solution() {
    List<String> labels = List.copyOf(new TreeSet<>(values.labels()));
    float[] numbers = values.sorted(labels);
    boolean[] used = activations.used();
    double usedKeys = 0;
    for (boolean each : used) {
      usedKeys += each ? 1 : 0;
    }
    TreeMap<String, Double> facts =
        new TreeMap<>(
            Map.of(
                "lessons", (double) lessons,
                "used-keys", usedKeys / used.length,
                "suppressed-pairs", (double) suppression.pairs()));
    return new Solution(
        settings.maskUnused()
            ? BottleneckHead.masked(codebook, labels, numbers, used)
            : BottleneckHead.of(codebook, labels, numbers),
        facts);
  }

  @Override
  public byte[] snapshot() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(FORMAT);
      out.writeInt(codebook.shape().pairs());
      out.writeLong(lessons);
      out.writeLong(suppression.pairs());
      values.writeTo(out);
      activations.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("an array in memory takes every byte", e);
    }
    return bytes.toByteArray();
  }

  private void restore(byte[] snapshot) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(snapshot))) {
      if (in.readInt() != FORMAT || in.readInt() != codebook.shape().pairs()) {
        throw new IOException("another format or another number of pairs");
      }
      lessons = in.readLong();
      suppression.resume(in.readLong());
      values.readFrom(in);
      activations.readFrom(in);
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new AmelesException(
          ErrorCode.CORRUPT_FILE,
          "The snapshot is not one of a bottleneck with these settings; restore it with the settings that it was taken with.",
          e);
    }
  }

  @Override
  public void close() {
    finder.close();
  }
}
