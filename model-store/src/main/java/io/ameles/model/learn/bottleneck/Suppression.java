package io.ameles.model.learn.bottleneck;

import io.ameles.model.learn.bottleneck.ActivationLog.Group;
import io.ameles.schema.DeletionScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Forgetting by sparse representations (Shah et al., "Unlearning via Sparse Representations",
 * 2023): key-value pairs that a label relies on are put out of use. A suppressed pair loses its
 * values for every label and its activation counts, so that it is found again only once training
 * goes through it, and begins at zero then: lifting nothing brings the label back. In addition to
 * the paper, the label's own column and counts are dropped, and keys that nothing else used with
 * them.
 *
 * <p>NOT thread-safe.
 */
final class Suppression {
  private final BottleneckSettings settings;
  private final ValueTable values;
  private final ActivationLog activations;
  private long suppressed;

  Suppression(BottleneckSettings settings, ValueTable values, ActivationLog activations) {
    this.settings = settings;
    this.values = values;
    this.activations = activations;
  }

  /** How many pairs were suppressed so far, those suppressed twice counted twice. */
  long pairs() {
    return suppressed;
  }

  /** Goes on counting from {@code pairs}. */
  void resume(long pairs) {
    suppressed = pairs;
  }

  /**
   * Forgets all groups of a label or task; of another scope, or if nothing of it was learned, does
   * nothing.
   *
   * @param selected the pairs that examples brought with the request select, [examples][heads]
   */
  void forget(DeletionScope scope, String target, int[][] selected) {
    List<Group> groups =
        activations.groups(
            group ->
                switch (scope) {
                  case LABEL -> group.label().equals(target);
                  case TASK -> target.equals(group.task());
                  case SUBJECT, EXAMPLES -> false;
                });
    if (groups.isEmpty()) {
      return;
    }
    Map<String, List<Group>> byLabel = new TreeMap<>();
    groups.forEach(
        group -> byLabel.computeIfAbsent(group.label(), label -> new ArrayList<>()).add(group));
    Set<Integer> pairs = new TreeSet<>();
    if (settings.unlearning().byActivations()) {
      int limit = (int) Math.round(settings.share() * activations.used().length);
      byLabel.values().forEach(of -> pairs.addAll(activations.mostActivated(of, limit)));
    }
    Arrays.stream(selected).flatMapToInt(Arrays::stream).forEach(pairs::add);
    groups.forEach(activations::drop);
    byLabel.keySet().forEach(this::dropUnlessShared);
    suppress(pairs);
  }

  /** A label that other tasks have too stays. */
  private void dropUnlessShared(String label) {
    if (activations.groups(group -> group.label().equals(label)).isEmpty()) {
      values.drop(label);
    }
  }

  private void suppress(Set<Integer> pairs) {
    pairs.forEach(activations::clear);
    suppressed += pairs.size();
    boolean[] used = activations.used();
    for (int pair = 0; pair < used.length; pair++) {
      if (!used[pair]) {
        values.clear(pair);
      }
    }
  }
}
