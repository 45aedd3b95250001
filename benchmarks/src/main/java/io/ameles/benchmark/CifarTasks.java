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

/** CIFAR-100 in ten tasks of ten classes, as embeddings of a frozen encoder. */
@Command(name = "CifarTasks", mixinStandardHelpOptions = true)
public final class CifarTasks implements Callable<Integer> {
  private static final int TASKS = 10;
  private static final int CLASSES = 100;
  private static final float FEATURE = 6 / 255f;

  @Option(names = "--data", required = true, description = "Folder of the .npy.gz files.")
  private Path data = Path.of(".");

  @Option(
      names = "--validate",
      description = "Learn from nine tenths of the training set, examine with the rest.")
  private boolean validate;

  @Option(names = "--seed", defaultValue = "1", description = "Of the order.")
  private long seed;

  @Mixin private TaskRequests requests = new TaskRequests();

  /** For the command line library. */
  public CifarTasks() {}

  /** Where the program begins. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new CifarTasks()).execute(args));
  }

  @Override
  public Integer call() {
    TaskData.Table train = TaskData.Table.read(data.resolve("train_features_u8.npy.gz"));
    TaskData.Table trainLabels = TaskData.Table.read(data.resolve("train_labels.npy.gz"));
    List<Integer> order = TaskData.shuffled(train.rows(), seed);
    int learned = validate ? train.rows() * 9 / 10 : train.rows();
    List<Integer> rows = order.subList(0, learned);
    List<List<Lesson>> lessons =
        TaskData.each(TASKS, task -> lessons(task, train, trainLabels, rows));
    List<List<Lesson>> questions;
    if (validate) {
      List<Integer> rest = order.subList(learned, train.rows());
      questions = TaskData.each(TASKS, task -> lessons(task, train, trainLabels, rest));
    } else {
      TaskData.Table test = TaskData.Table.read(data.resolve("test_features_u8.npy.gz"));
      TaskData.Table testLabels = TaskData.Table.read(data.resolve("test_labels.npy.gz"));
      List<Integer> all = TaskData.shuffled(test.rows(), seed);
      questions = TaskData.each(TASKS, task -> lessons(task, test, testLabels, all));
    }
    EmbeddingSpace space = new EmbeddingSpace(train.width(), Quantization.DEFAULT.step());
    requests.carryOut(new TaskData(space, lessons, questions), true);
    return 0;
  }

  private static List<Lesson> lessons(
      int task, TaskData.Table features, TaskData.Table labels, List<Integer> rows) {
    List<Lesson> lessons = new ArrayList<>();
    for (int row : rows) {
      int label = labels.values()[row];
      if (label * TASKS / CLASSES == task) {
        lessons.add(TaskData.lesson("t" + task, "class-" + label, features.row(row, FEATURE)));
      }
    }
    return lessons;
  }
}
