package io.ameles.stream.learn;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import io.ameles.stream.Fixtures;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Remembers what it was shown, as text; that text is its snapshot. */
record RecordingLearner(String name) implements SequentialLearner {
  private static final long serialVersionUID = 1L;

  @Override
  public LearnerSettings settings() {
    return new LearnerSettings(name, "recording", new TreeMap<>());
  }

  @Override
  public Guarantee guarantee(DeletionScope scope) {
    return Guarantee.APPROXIMATE;
  }

  @Override
  public boolean forgetsUnseen(DeletionScope scope) {
    return false;
  }

  @Override
  public Trainer open(TensorDevice device, byte @Nullable [] snapshot) {
    return new Recorder(snapshot == null ? "" : new String(snapshot, UTF_8));
  }

  private static final class Recorder implements Trainer {
    private final StringBuilder text;

    Recorder(String text) {
      this.text = new StringBuilder(text);
    }

    @Override
    public void learn(List<Lesson> batch) {
      append("+", batch);
    }

    @Override
    public void retract(List<Lesson> batch) {
      append("-", batch);
    }

    @Override
    public void forget(Forgetting request) {
      text.append("forget ").append(request.target());
      append(" shown ", request.examples());
    }

    private void append(String verb, List<Lesson> batch) {
      text.append(verb)
          .append(batch.stream().map(Lesson::label).collect(Collectors.joining(",")))
          .append(";");
    }

    @Override
    public Solution solution() {
      return new Solution(
          LinearHead.of(List.of(text.toString()), Fixtures.DIMENSION, new float[4], new float[1]),
          new TreeMap<>(Map.of("length", (double) text.length())));
    }

    @Override
    public byte[] snapshot() {
      return text.toString().getBytes(UTF_8);
    }

    @Override
    public void close() {}
  }
}
