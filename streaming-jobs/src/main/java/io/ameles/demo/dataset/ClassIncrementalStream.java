package io.ameles.demo.dataset;

import java.time.Instant;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The train rows of a data set as a stream of tasks, each with labels that no other task has.
 *
 * <p>The labels, shuffled by the seed unless their order says what belongs together, are dealt to
 * the tasks in equal parts (sizes differ by at most one). All examples of a task come before any of
 * the next. Within a task they are shuffled by the seed, unless the data set's rows are in time
 * order, which is then kept. Where fewer examples than rows are wanted, each label gives its share.
 *
 * <p>Every example is about a subject drawn for it alone, whatever its label: the subject of rank r
 * with a probability proportional to 1/r (Zipf's law), so a few subjects have many examples and
 * many have few or none. {@code subject-0001} has rank 1.
 *
 * <p>Immutable, safe to share; the same data set and settings give the same stream.
 */
public final class ClassIncrementalStream {

  private final Dataset dataset;
  private final StreamSettings settings;
  private final List<String> tasks;
  private final List<List<String>> labelsOfTask;

  /** [tasks + 1]: examples from {@code starts[task]} until {@code starts[task + 1]} are its. */
  private final int[] starts;

  /** [examples], in stream order. */
  private final int[] trainRows;

  /** [examples], ranks from 0. */
  private final int[] subjects;

  private ClassIncrementalStream(
      Dataset dataset,
      StreamSettings settings,
      int[][] labelsOfTask,
      int[][] rowsOfTask,
      int[] subjects) {
    this.dataset = dataset;
    this.settings = settings;
    this.tasks = names("task", 2, 0, settings.tasks());
    this.labelsOfTask =
        Arrays.stream(labelsOfTask)
            .map(task -> Arrays.stream(task).mapToObj(dataset.labels()::get).toList())
            .toList();
    this.starts = new int[rowsOfTask.length + 1];
    for (int task = 0; task < rowsOfTask.length; task++) {
      starts[task + 1] = starts[task] + rowsOfTask[task].length;
    }
    this.trainRows = Arrays.stream(rowsOfTask).flatMapToInt(Arrays::stream).toArray();
    this.subjects = subjects;
  }

  /**
   * The stream of this data set under these settings.
   *
   * @throws IllegalArgumentException when there are more tasks than labels, or more examples wanted
   *     than there are train rows
   */
  public static ClassIncrementalStream of(Dataset dataset, StreamSettings settings) {
    atMost("tasks", settings.tasks(), "labels", dataset.labels().size());
    atMost("examples", settings.examples(), "train rows", dataset.train().size());
    int[][] labelsOfTask = labelsOfTask(dataset, settings);
    return new ClassIncrementalStream(
        dataset,
        settings,
        labelsOfTask,
        rowsOfTask(dataset, settings, labelsOfTask),
        subjects(settings));
  }

  /** The data set that the rows are of. */
  public Dataset dataset() {
    return dataset;
  }

  /** {@code task-00} and so on, in the order of the stream, which is also that of the names. */
  public List<String> tasks() {
    return tasks;
  }

  /**
   * The labels of a task, sorted.
   *
   * @throws IllegalArgumentException when there is no such task
   */
  public List<String> labels(String task) {
    return labelsOfTask.get(index(task));
  }

  /** All examples in the order of the stream; a view that makes each when it is asked for. */
  public List<StreamedExample> examples() {
    return new Examples();
  }

  /**
   * The examples of a task in the order of the stream.
   *
   * @throws IllegalArgumentException when there is no such task
   */
  public List<StreamedExample> examples(String task) {
    int index = index(task);
    return examples().subList(starts[index], starts[index + 1]);
  }

  /**
   * The rows of {@link Dataset#test()} with a label of the task, ascending.
   *
   * @throws IllegalArgumentException when there is no such task
   */
  public List<Integer> testRows(String task) {
    List<String> labels = labels(task);
    LabelledRows test = dataset.test();
    return IntStream.range(0, test.size())
        .filter(row -> labels.contains(test.label(row)))
        .boxed()
        .toList();
  }

  /** How many examples each subject has, most active rank first; those without any are left out. */
  public SortedMap<String, Integer> subjects() {
    List<String> names = subjectNames();
    SortedMap<String, Integer> counts = new TreeMap<>();
    for (int subject : subjects) {
      counts.merge(names.get(subject), 1, Integer::sum);
    }
    return Collections.unmodifiableSortedMap(counts);
  }

  private int index(String task) {
    int index = tasks.indexOf(task);
    if (index < 0) {
      throw new IllegalArgumentException(
          "There is no task '%s'; there are %s".formatted(task, tasks));
    }
    return index;
  }

  private List<String> subjectNames() {
    return names("subject", 4, 1, settings.subjects());
  }

  /** Numbered names with as many digits as the largest needs, so that they sort by number. */
  private static List<String> names(String prefix, int leastDigits, int first, int count) {
    int digits = Math.max(leastDigits, Integer.toString(first + count - 1).length());
    return IntStream.range(first, first + count)
        .mapToObj(number -> name(prefix, digits, number))
        .toList();
  }

  private static String name(String prefix, int leastDigits, int number) {
    String digits = Integer.toString(number);
    return prefix + "-" + "0".repeat(Math.max(0, leastDigits - digits.length())) + digits;
  }

  private static int[][] labelsOfTask(Dataset dataset, StreamSettings settings) {
    int labels = dataset.labels().size();
    int[] shuffled = IntStream.range(0, labels).toArray();
    if (dataset.labelOrder() == LabelOrder.ARBITRARY) {
      SeededRandom.of(settings.seed(), "tasks").shuffle(shuffled);
    }
    int[][] labelsOfTask = new int[settings.tasks()][];
    for (int task = 0; task < labelsOfTask.length; task++) {
      int from = (int) ((long) task * labels / labelsOfTask.length);
      int to = (int) ((task + 1L) * labels / labelsOfTask.length);
      labelsOfTask[task] = Arrays.copyOfRange(shuffled, from, to);
      Arrays.sort(labelsOfTask[task]);
    }
    return labelsOfTask;
  }

  private static int[][] rowsOfTask(
      Dataset dataset, StreamSettings settings, int[][] labelsOfTask) {
    int[][] rowsByLabel =
        StratifiedSample.rowsByLabel(
            dataset.train(), settings.examples(), SeededRandom.of(settings.seed(), "sample"));
    SeededRandom random = SeededRandom.of(settings.seed(), "order");
    int[][] rowsOfTask = new int[labelsOfTask.length][];
    for (int task = 0; task < rowsOfTask.length; task++) {
      int[] rows =
          Arrays.stream(labelsOfTask[task])
              .flatMap(label -> Arrays.stream(rowsByLabel[label]))
              .sorted()
              .toArray();
      switch (dataset.trainOrder()) {
        case ARBITRARY -> random.shuffle(rows);
        case TIME -> {} // ascending rows are in time order
      }
      rowsOfTask[task] = rows;
    }
    return rowsOfTask;
  }

  private static int[] subjects(StreamSettings settings) {
    double[] cumulative = new double[settings.subjects()];
    double total = 0;
    for (int rank = 0; rank < cumulative.length; rank++) {
      total += 1.0 / (rank + 1);
      cumulative[rank] = total;
    }
    SeededRandom random = SeededRandom.of(settings.seed(), "subjects");
    int[] subjects = new int[settings.examples()];
    for (int i = 0; i < subjects.length; i++) {
      int found = Arrays.binarySearch(cumulative, random.uniform() * total);
      // A hit belongs to the next rank: rank r has the numbers from cumulative[r - 1] inclusive.
      int rank = found >= 0 ? found + 1 : -found - 1;
      subjects[i] = Math.min(rank, cumulative.length - 1);
    }
    return subjects;
  }

  private static void atMost(String name, int value, String limitName, int limit) {
    if (value > limit) {
      throw new IllegalArgumentException(
          "%d %s wanted, there are %d %s".formatted(value, name, limit, limitName));
    }
  }

  private final class Examples extends AbstractList<StreamedExample> implements RandomAccess {

    private final List<String> subjectNames = subjectNames();

    @Override
    public int size() {
      return trainRows.length;
    }

    @Override
    public StreamedExample get(int index) {
      Objects.checkIndex(index, size());
      Instant occurredAt = settings.start().plus(settings.step().multipliedBy(index));
      return new StreamedExample(
          name("example", 7, index + 1),
          subjectNames.get(subjects[index]),
          dataset.train().label(trainRows[index]),
          tasks.get(task(index)),
          trainRows[index],
          occurredAt);
    }

    /**
     * The last task that starts at or before the example; empty tasks start where the next does.
     */
    private int task(int index) {
      int task = 0;
      while (starts[task + 1] <= index) {
        task++;
      }
      return task;
    }
  }
}
