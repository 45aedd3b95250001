package io.ameles.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * R[i][j]: accuracy on task j by the first version that had seen all of task i.
 *
 * <p>Forgetting is that of Chaudhry et al. (2018): the mean over all tasks but the last of the best
 * accuracy that was ever reached minus the final one. Tasks that were to be forgotten do not count.
 */
final class AccuracyMatrix {
  private final List<String> tasks;
  private final Map<String, Map<String, Double>> rows = new LinkedHashMap<>();

  /**
   * @param tasks in the order of the stream
   */
  AccuracyMatrix(List<String> tasks) {
    this.tasks = List.copyOf(tasks);
  }

  /** Adds the row of the version that had seen everything up to {@code seen}. */
  void add(String seen, Map<String, Double> accuracies) {
    rows.put(seen, Map.copyOf(accuracies));
  }

  /** [task seen][task]: tasks not seen yet are left out. */
  List<List<Double>> toLists() {
    List<List<Double>> lists = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      Map<String, Double> row = rows.getOrDefault(tasks.get(i), Map.of());
      lists.add(tasks.subList(0, i + 1).stream().filter(row::containsKey).map(row::get).toList());
    }
    return lists;
  }

  /** Mean drop from the best; 0 with fewer than two tasks. */
  double forgetting() {
    String last = tasks.get(tasks.size() - 1);
    Map<String, Double> end = rows.getOrDefault(last, Map.of());
    List<String> earlier =
        tasks.stream().filter(task -> !task.equals(last) && end.containsKey(task)).toList();
    double total = 0;
    for (String task : earlier) {
      total += best(task, last) - end.getOrDefault(task, 0.0);
    }
    return earlier.isEmpty() ? 0 : total / earlier.size();
  }

  private double best(String task, String last) {
    return rows.entrySet().stream()
        .filter(row -> !row.getKey().equals(last) && seen(task, row.getKey()))
        .mapToDouble(row -> row.getValue().getOrDefault(task, 0.0))
        .max()
        .orElse(0);
  }

  private boolean seen(String task, String after) {
    return tasks.indexOf(task) <= tasks.indexOf(after);
  }
}
