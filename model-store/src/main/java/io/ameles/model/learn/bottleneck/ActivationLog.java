package io.ameles.model.learn.bottleneck;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How often the lessons of each label, separately per task, went through each key.
 *
 * <p>NOT thread-safe.
 */
final class ActivationLog {
  private final int pairs;
  private final Map<Group, int[]> counts = new LinkedHashMap<>();

  /** Lessons with the same label and task. */
  record Group(String label, @Nullable String task) {}

  ActivationLog(int pairs) {
    this.pairs = pairs;
  }

  /** The counts of a group, [pairs], to be counted up. */
  int[] of(Group group) {
    return counts.computeIfAbsent(group, unused -> new int[pairs]);
  }

  /** The groups that {@code wanted} is true of, in the order in which they came. */
  List<Group> groups(Predicate<Group> wanted) {
    return counts.keySet().stream().filter(wanted).toList();
  }

  /**
   * The pairs that some groups together activated most, most first, of equal ones the first; none
   * that they did not activate at all.
   *
   * @param limit how many at most
   */
  List<Integer> mostActivated(List<Group> groups, int limit) {
    long[] sums = new long[pairs];
    for (Group group : groups) {
      int[] ofGroup = of(group);
      for (int pair = 0; pair < pairs; pair++) {
        sums[pair] += ofGroup[pair];
      }
    }
    return IntStream.range(0, pairs)
        .filter(pair -> sums[pair] > 0)
        .boxed()
        .sorted((a, b) -> Long.compare(sums[b], sums[a])) // stable: the first of equal ones
        .limit(limit)
        .toList();
  }

  /** Forgets that anything went through a key. */
  void clear(int pair) {
    counts.values().forEach(ofGroup -> ofGroup[pair] = 0);
  }

  /** Forgets a group. */
  void drop(Group group) {
    counts.remove(group);
  }

  /** [pairs], whether anything that is not forgotten went through a key. */
  boolean[] used() {
    boolean[] used = new boolean[pairs];
    for (int[] ofGroup : counts.values()) {
      for (int pair = 0; pair < pairs; pair++) {
        used[pair] |= ofGroup[pair] > 0;
      }
    }
    return used;
  }

  /** Writes everything. */
  void writeTo(DataOutputStream out) throws IOException {
    out.writeInt(counts.size());
    for (Map.Entry<Group, int[]> entry : counts.entrySet()) {
      String task = entry.getKey().task();
      out.writeUTF(entry.getKey().label());
      out.writeBoolean(task != null);
      if (task != null) {
        out.writeUTF(task);
      }
      List<Integer> present = new ArrayList<>();
      for (int pair = 0; pair < pairs; pair++) {
        if (entry.getValue()[pair] != 0) {
          present.add(pair);
        }
      }
      out.writeInt(present.size());
      for (int pair : present) {
        out.writeInt(pair);
        out.writeInt(entry.getValue()[pair]);
      }
    }
  }

  /** Reads what {@link #writeTo} wrote into a log that is empty. */
  void readFrom(DataInputStream in) throws IOException {
    for (int group = in.readInt(); group > 0; group--) {
      String label = in.readUTF();
      String task = in.readBoolean() ? in.readUTF() : null;
      int[] ofGroup = of(new Group(label, task));
      for (int present = in.readInt(); present > 0; present--) {
        int pair = in.readInt();
        ofGroup[pair] = in.readInt();
      }
    }
  }
}
