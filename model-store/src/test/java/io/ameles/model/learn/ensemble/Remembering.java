package io.ameles.model.learn.ensemble;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.head.LinearHead;
import io.ameles.model.learn.Forgetting;
import io.ameles.model.learn.LearnerSettings;
import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.SequentialLearner;
import io.ameles.model.learn.Solution;
import io.ameles.model.learn.Trainer;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member of an ensemble whose only parameter is which examples have touched it: its labels are
 * the numbers that the examples carry as their embedding.
 */
final class Remembering implements SequentialLearner {
  private static final long serialVersionUID = 1L;

  private final int dimension;
  private final int most;
  private int open;

  Remembering(int dimension) {
    this(dimension, Integer.MAX_VALUE);
  }

  /** One that refuses to have more than {@code most} trainers open. */
  Remembering(int dimension, int most) {
    this.dimension = dimension;
    this.most = most;
  }

  static String number(int id) {
    return "%05d".formatted(id);
  }

  @Override
  public LearnerSettings settings() {
    return LearnerSettings.of("remembering");
  }

  @Override
  public Guarantee guarantee(DeletionScope scope) {
    return Guarantee.UNSUPPORTED;
  }

  @Override
  public boolean forgetsUnseen(DeletionScope scope) {
    return false;
  }

  @Override
  public Trainer open(TensorDevice device, byte @Nullable [] snapshot) {
    List<Integer> seen = new ArrayList<>();
    if (snapshot != null) {
      ByteBuffer bytes = ByteBuffer.wrap(snapshot);
      while (bytes.hasRemaining()) {
        seen.add(bytes.getInt());
      }
    }
    if (open == most) {
      throw new IllegalStateException("no room for another trainer");
    }
    open++;
    return new Memory(dimension, seen, () -> open--);
  }

  /** How many of its trainers are not closed. */
  int open() {
    return open;
  }

  private record Memory(int dimension, List<Integer> seen, Runnable onClose) implements Trainer {
    @Override
    public void learn(List<Lesson> batch) {
      batch.forEach(lesson -> seen.add((int) lesson.vector().get(0)));
    }

    @Override
    public void retract(List<Lesson> batch) {
      throw new AssertionError("an ensemble never asks its members to unlearn");
    }

    @Override
    public void forget(Forgetting request) {
      throw new AssertionError("an ensemble never asks its members to unlearn");
    }

    @Override
    public Solution solution() {
      List<String> labels = seen.stream().sorted().map(Remembering::number).toList();
      float[] weights = new float[labels.size() * dimension];
      return Solution.of(LinearHead.of(labels, dimension, weights, new float[labels.size()]));
    }

    @Override
    public byte[] snapshot() {
      ByteBuffer bytes = ByteBuffer.allocate(seen.size() * Integer.BYTES);
      seen.forEach(bytes::putInt);
      return bytes.array();
    }

    @Override
    public void close() {
      onClose.run();
    }
  }
}
