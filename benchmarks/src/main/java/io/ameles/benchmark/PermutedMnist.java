package io.ameles.benchmark;

import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Quantization;
import io.ameles.model.learn.Lesson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Ten tasks of ten digits, each under a permutation of the pixels of its own, learned and unlearned
 * in the order of Adhikari et al. (2025), next to whose 96.87 retained and 10.00 forgotten the
 * result stands. The pixels themselves are the embedding.
 */
@Command(name = "PermutedMnist", mixinStandardHelpOptions = true)
public final class PermutedMnist implements Callable<Integer> {
  private static final int TASKS = 10;
  private static final float PIXEL = 1 / 255f;

  @Option(names = "--data", required = true, description = "Folder of the .npy.gz files.")
  private Path data = Path.of(".");

  @Option(
      names = "--examples",
      defaultValue = "60000",
      description = "Per task to learn from (default: ${DEFAULT-VALUE}).")
  private int examples;

  @Option(
      names = "--questions",
      defaultValue = "10000",
      description = "Per task to be examined with (default: ${DEFAULT-VALUE}).")
  private int questions;

  @Option(
      names = "--validate",
      description = "Examine with examples of the training set that are not learned from.")
  private boolean validate;

  @Option(names = "--seed", defaultValue = "1", description = "Of permutations and order.")
  private long seed;

  @Mixin private TaskRequests requests = new TaskRequests();

  /** For the command line library. */
  public PermutedMnist() {}

  /** Where the program begins. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new PermutedMnist()).execute(args));
  }

  @Override
  public Integer call() {
    TaskData.Table train = TaskData.Table.read(data.resolve("train_images_u8.npy.gz"));
    TaskData.Table trainDigits = TaskData.Table.read(data.resolve("train_labels.npy.gz"));
    TaskData.Table test = TaskData.Table.read(data.resolve("test_images_u8.npy.gz"));
    TaskData.Table testDigits = TaskData.Table.read(data.resolve("test_labels.npy.gz"));
    List<Integer> order = TaskData.shuffled(train.rows(), seed);
    List<Integer> learned = order.subList(0, examples);
    List<Integer> asked =
        validate
            ? order.subList(order.size() - questions, order.size())
            : TaskData.shuffled(test.rows(), seed).subList(0, questions);
    TaskData tasks =
        new TaskData(
            new EmbeddingSpace(train.width(), Quantization.DEFAULT.step()),
            TaskData.each(TASKS, task -> lessons(task, train, trainDigits, learned)),
            TaskData.each(
                TASKS,
                task ->
                    validate
                        ? lessons(task, train, trainDigits, asked)
                        : lessons(task, test, testDigits, asked)));
    requests.carryOut(tasks, false);
    return 0;
  }

  private List<Lesson> lessons(
      int task, TaskData.Table images, TaskData.Table digits, List<Integer> rows) {
    List<Integer> permutation = TaskData.shuffled(images.width(), seed + 1000 + task);
    List<Lesson> lessons = new ArrayList<>();
    for (int row : rows) {
      float[] image = images.row(row, PIXEL);
      float[] permuted = new float[image.length];
      for (int i = 0; i < image.length; i++) {
        permuted[i] = image[permutation.get(i)];
      }
      String label = "t%d-digit%d".formatted(task, digits.values()[row]);
      lessons.add(TaskData.lesson("t" + task, label, permuted));
    }
    return lessons;
  }
}
