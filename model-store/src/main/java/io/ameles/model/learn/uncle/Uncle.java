package io.ameles.model.learn.uncle;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.head.TaskHeadShape;
import io.ameles.model.learn.LearnerSettings;
import io.ameles.model.learn.SequentialLearner;
import io.ameles.model.learn.SettingsReader;
import io.ameles.model.learn.Trainer;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Continual learning and unlearning of tasks with a hypernetwork: Adhikari, Kumaravelu and Srijith,
 * "An Unlearning Framework for Continual Learning" (UnCLe, 2025). A network writes every task's
 * head from the task's embedding; while one task is learned, the heads of the others are held; a
 * task is forgotten by aligning its head with noise, without any of its examples.
 *
 * <p>What is forgotten is the head. The network that wrote it and the task's embedding are not
 * retrained without the task, so this is approximate: the accuracy on the task falls to what a
 * guess gives, and stays there because forgotten tasks are held at their noise like all others.
 *
 * <p>Departs from the paper where the paper's choice does not serve heads over embeddings in a
 * stream: one draw of noise per request instead of ten per step, whose mean is zero, which a linear
 * head's decision does not notice; a floor under the number of steps; forgotten tasks are held.
 */
public final class Uncle implements SequentialLearner {
  /** The learner's type, and its name unless another is chosen. */
  public static final String TYPE = "uncle";

  private static final long serialVersionUID = 1L;

  private static final Pattern WIDTHS = Pattern.compile("\\d{1,4}(,\\d{1,4}){0,2}");
  private static final int WIDEST = 1024;

  /** What a task is. */
  private enum TaskKey {
    TASK,
    SUBJECT
  }

  /** Where the task of a query comes from. */
  private enum Tasks {
    GIVEN,
    INFERRED
  }

  private final LearnerSettings settings;
  private final EmbeddingSpace space;
  private final Plan plan;

  private Uncle(LearnerSettings settings, EmbeddingSpace space, Plan plan) {
    this.settings = settings;
    this.space = space;
    this.plan = plan;
  }

  /**
   * Reads the settings.
   *
   * @param reader notes every problem
   * @param space of the embeddings
   */
  public static Uncle of(SettingsReader reader, EmbeddingSpace space) {
    TaskHeadShape shape =
        new TaskHeadShape(space.dimension(), reader.integer("hidden", 0, 0, WIDEST));
    int chunk = reader.integer("chunk-size", 0, 0, 1 << 16);
    Layout layout =
        new Layout(
            reader.integer("task-embedding", 32, 1, WIDEST),
            reader.integer("chunk-embedding", 32, 1, WIDEST),
            widths(reader),
            chunk == 0 ? space.dimension() + 1 : chunk);
    TaskKey key = reader.choice("task-key", TaskKey.TASK);
    boolean given = reader.choice("tasks", Tasks.GIVEN) == Tasks.GIVEN;
    Plan plan =
        new Plan(
            shape,
            layout,
            reader.integer("labels-per-task", 256, 1, 65_536),
            given && key == TaskKey.TASK,
            key == TaskKey.SUBJECT,
            teaching(reader),
            unlearning(reader),
            reader.integer("regularised-tasks", 32, 1, 4096),
            reader.number("clip", 1, 1e-6, 1e6),
            reader.seed("seed"));
    return new Uncle(reader.settings(), space, plan);
  }

  private static Plan.Teaching teaching(SettingsReader reader) {
    return new Plan.Teaching(
        reader.number("learning-rate", 1e-3, 1e-8, 1e3),
        reader.integer("steps", 5, 1, 10_000),
        reader.integer("batch", 256, 1, 65_536),
        reader.number("beta", 0.1, 0, 1e6));
  }

  private static Plan.Unlearning unlearning(SettingsReader reader) {
    int steps = reader.integer("unlearn-steps", 100, 1, 100_000);
    return new Plan.Unlearning(
        reader.choice("target", Plan.Target.FIXED),
        reader.number("unlearn-rate", 1e-3, 1e-8, 1e3),
        reader.number("gamma", 0.01, 1e-9, 1e6),
        steps,
        reader.integer("unlearn-floor", Math.min(50, steps), 1, 100_000));
  }

  private static List<Integer> widths(SettingsReader reader) {
    String text = reader.text("layers", "128,256");
    List<Integer> widths = new ArrayList<>();
    if (WIDTHS.matcher(text).matches()) {
      for (String width : text.split(",", -1)) {
        widths.add(Integer.valueOf(width));
      }
    }
    if (widths.isEmpty() || widths.stream().anyMatch(width -> width < 1 || width > WIDEST)) {
      reader.problem("layers", "one to three widths from 1 to %d with commas".formatted(WIDEST));
      return List.of(1);
    }
    return widths;
  }

  @Override
  public LearnerSettings settings() {
    return settings;
  }

  @Override
  public Guarantee guarantee(DeletionScope scope) {
    DeletionScope ofTasks = plan.taskPerSubject() ? DeletionScope.SUBJECT : DeletionScope.TASK;
    return scope == ofTasks ? Guarantee.APPROXIMATE : Guarantee.UNSUPPORTED;
  }

  @Override
  public boolean forgetsUnseen(DeletionScope scope) {
    return guarantee(scope) != Guarantee.UNSUPPORTED;
  }

  @Override
  public Trainer open(TensorDevice device, byte @Nullable [] snapshot) {
    return UncleTrainer.open(plan, space, device, snapshot);
  }
}
