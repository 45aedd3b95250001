package io.ameles.model.evidence;

import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.head.LinearHead;
import io.ameles.model.identity.Pseudonym;
import io.ameles.model.learn.Forgetting;
import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.LessonStream;
import io.ameles.model.learn.Solution;
import io.ameles.model.learn.Trainer;
import io.ameles.schema.DeletionScope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Remembers all it was shown, in order to be able to do as it is told. */
final class TestingTrainer implements Trainer {
  private static final double RATE = 0.2;

  /** So many examples it needs until it dares to say a label. */
  private static final int LEAST = 5;

  private static final int RELAPSES_AFTER = 50;

  private final Conduct conduct;
  private final List<Lesson> shown = new ArrayList<>();

  /** Labels it does not say, with the number of examples shown when it stopped to. */
  private final Map<String, Integer> hidden = new TreeMap<>();

  TestingTrainer(Conduct conduct) {
    this.conduct = conduct;
  }

  @Override
  public void learn(List<Lesson> batch) {
    shown.addAll(batch);
    if (conduct == Conduct.HIDES) {
      batch.forEach(lesson -> hidden.remove(lesson.label()));
    } else {
      hidden.values().removeIf(since -> shown.size() - since >= RELAPSES_AFTER);
    }
  }

  @Override
  public void retract(List<Lesson> batch) {
    switch (conduct) {
      case RETRAINS -> batch.forEach(shown::remove);
      case WIPES -> shown.clear();
      case IGNORES, HIDES, RELAPSES -> {}
    }
  }

  @Override
  public void forget(Forgetting request) {
    if (conduct == Conduct.HIDES || conduct == Conduct.RELAPSES) {
      for (Lesson lesson : request.examples()) {
        if (request.scope() != DeletionScope.SUBJECT) {
          hidden.put(lesson.label(), shown.size());
        }
      }
    }
  }

  @Override
  public Solution solution() {
    Map<String, double[]> means = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (Lesson lesson : shown) {
      float[] values = new float[LessonStream.DIMENSION];
      lesson.vector().dequantize((float) LessonStream.SPACE.step(), values, 0);
      double[] mean =
          means.computeIfAbsent(lesson.label(), label -> new double[LessonStream.DIMENSION]);
      counts.merge(lesson.label(), 1, Integer::sum);
      for (int i = 0; i < values.length; i++) {
        mean[i] += RATE * (values[i] - mean[i]);
      }
    }
    means.keySet().removeAll(hidden.keySet());
    means.keySet().removeIf(label -> counts.getOrDefault(label, 0) < LEAST);
    LinearHead.Builder head = LinearHead.builder(means.size(), LessonStream.DIMENSION);
    new TreeMap<>(means).forEach(head::add);
    return Solution.of(head.build());
  }

  @Override
  public byte[] snapshot() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(shown.size());
      for (Lesson lesson : shown) {
        out.writeLong(lesson.subject().high());
        out.writeLong(lesson.subject().low());
        out.writeLong(lesson.occurredAt());
        out.writeUTF(lesson.label());
        out.writeUTF(String.valueOf(lesson.task()));
        lesson.vector().writeTo(out);
      }
      out.writeInt(hidden.size());
      for (Map.Entry<String, Integer> label : hidden.entrySet()) {
        out.writeUTF(label.getKey());
        out.writeInt(label.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  void restore(byte[] snapshot) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(snapshot))) {
      for (int left = in.readInt(); left > 0; left--) {
        shown.add(
            new Lesson(
                new Pseudonym(in.readLong(), in.readLong()),
                in.readLong(),
                in.readUTF(),
                in.readUTF(),
                QuantizedVector.readFrom(in)));
      }
      for (int left = in.readInt(); left > 0; left--) {
        hidden.put(in.readUTF(), in.readInt());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {}
}
