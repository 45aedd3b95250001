package io.ameles.demo;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which tasks are learned and forgotten in which order, as in {@code L1,L0,U1,L2}: learn a task,
 * learn another, forget the first, learn a third. The numbers are names only: the task that is
 * learned first is the first of the stream.
 *
 * @param tasks how many are learned
 * @param forgotten by step: after so many tasks have been learned, these are forgotten (positions
 *     in the order of learning)
 */
public record TaskSequence(int tasks, List<List<Integer>> forgotten) {
  private static final Pattern STEP = Pattern.compile("([LU])(\\d+)");

  /** Copies the lists. */
  public TaskSequence {
    forgotten = forgotten.stream().map(List::copyOf).toList();
  }

  /**
   * Reads a sequence.
   *
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} if a step is unreadable, a task is
   *     learned twice, or forgotten before it is learned or twice
   */
  public static TaskSequence parse(String text) {
    List<String> learned = new ArrayList<>();
    List<List<Integer>> forgotten = new ArrayList<>();
    for (String step : text.split(",", -1)) {
      Matcher matcher = STEP.matcher(step.strip());
      if (!matcher.matches()) {
        throw refused(text, "'%s' is neither L nor U with a number".formatted(step));
      }
      String task = matcher.group(2);
      int position = learned.indexOf(task);
      if (matcher.group(1).equals("L")) {
        if (position >= 0) {
          throw refused(text, "task %s is learned twice".formatted(task));
        }
        learned.add(task);
        forgotten.add(new ArrayList<>());
      } else {
        boolean before = forgotten.stream().anyMatch(tasks -> tasks.contains(position));
        if (position < 0 || before) {
          throw refused(text, "task %s is not there to be forgotten".formatted(task));
        }
        forgotten.get(learned.size() - 1).add(position);
      }
    }
    return new TaskSequence(learned.size(), forgotten);
  }

  private static AmelesException refused(String text, String why) {
    return new AmelesException(
        ErrorCode.CONFIGURATION,
        "--sequence: %s in %s; write it as in L1,L0,U1,L2.".formatted(why, text));
  }
}
