package io.ameles.stream.holdout;

import io.ameles.model.Contribution;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.ExampleUse;
import io.ameles.stream.learn.Heads;
import io.ameles.stream.ledger.Change;
import io.ameles.stream.ledger.EvaluationChange;
import io.ameles.stream.metric.MeasuredFact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A random course of a model, with every prediction written down, and what follows from them by the
 * definitions, computed by going through all of them again.
 */
final class Course {
  static final List<String> LEARNERS = List.of("one", "two");
  private static final List<String> LABELS = List.of("cat", "dog", "emu");
  private static final List<String> TASKS = List.of("farm", "wood", "zoo");
  private static final double MISSING = Double.NaN;

  private final Random random;
  private final List<Example> live = new ArrayList<>();
  private final List<Tag> rows = new ArrayList<>();
  private final Map<Tag, Integer> numbers = new HashMap<>();
  private int next;
  private final Map<String, Map<Tag, Map<Tag, Double>>> matrices = new HashMap<>();
  private Map<String, TableHead> heads = Map.of();
  private Set<Integer> examined = Set.of();
  private int examples;
  private long epoch;

  private record Example(int id, String label, @Nullable String task) {
    QuantizedVector vector() {
      return QuantizedVector.of((short) id, (short) 1, (short) 2, (short) 3);
    }
  }

  /**
   * An epoch.
   *
   * @param facts that happened in it
   * @param version at its end
   * @param expected what must be measured, by learner, name and tag
   */
  record Step(List<HoldoutFact> facts, Heads version, Map<String, Double> expected) {}

  Course(Random random) {
    this.random = random;
    LEARNERS.forEach(learner -> matrices.put(learner, new HashMap<>()));
  }

  Step next() {
    epoch++;
    List<HoldoutFact> facts = new ArrayList<>();
    delete(facts, learn(facts));
    List<Example> gone = change(facts);
    boolean deletion = facts.stream().anyMatch(Course::isDeletion);
    double removedShare = random.nextInt(3) == 0 ? 0.5 : 0;
    Map<String, TableHead> before = heads;
    if (before.isEmpty() || random.nextInt(4) > 0) {
      heads = Map.of(LEARNERS.get(0), head(), LEARNERS.get(1), head());
    }
    Map<String, Double> expected = new HashMap<>();
    for (String learner : LEARNERS) {
      fill(learner);
      dropColumns(learner);
      enter(learner, expected);
      if (deletion || removedShare > 0) {
        compare(learner, before.get(learner), gone, expected);
      }
    }
    examined = new HashSet<>(live.stream().map(Example::id).toList());
    return new Step(facts, new Heads(epoch, new TreeMap<>(heads), removedShare), expected);
  }

  private static boolean isDeletion(HoldoutFact fact) {
    return fact instanceof HoldoutFact.Changed changed
        && changed.change().change() instanceof Change.Example example
        && example.contribution().sign() < 0
        && !changed.change().correction();
  }

  /** Returns what begins if nothing comes in between. */
  private HoldoutFact.@Nullable Seen learn(List<HoldoutFact> facts) {
    if (random.nextInt(3) > 0) {
      return null;
    }
    long since = random.nextInt(10);
    var seen = new HoldoutFact.Seen(anyTag(), since, since + random.nextInt(5));
    facts.add(seen);
    return seen;
  }

  private Tag anyTag() {
    return random.nextInt(3) == 0 ? Tag.of(any(LABELS), null) : Tag.of("", any(TASKS));
  }

  /** Of what was measured before a deletion nothing is left, and what comes after it is new. */
  private void delete(List<HoldoutFact> facts, HoldoutFact.@Nullable Seen seen) {
    if (random.nextInt(4) > 0) {
      begin(seen == null ? null : seen.tag());
      return;
    }
    Tag tag = anyTag();
    long cutoff = random.nextInt(12);
    boolean stays = random.nextInt(3) == 0;
    long newest = stays ? cutoff + 1 : Long.MIN_VALUE;
    facts.add(random.nextInt(facts.size() + 1), new HoldoutFact.Deleted(tag, cutoff, newest));
    facts.add(new HoldoutFact.Deleted(tag, random.nextInt(12) - 12, Long.MIN_VALUE)); // elsewhere
    rows.remove(tag);
    matrices.values().forEach(matrix -> matrix.remove(tag));
    matrices.values().forEach(matrix -> matrix.values().forEach(row -> row.remove(tag)));
    boolean seenAfter = seen != null && seen.tag().equals(tag) && seen.until() > cutoff;
    if (seen != null && !seen.tag().equals(tag)) {
      boolean first =
          seen.since() <= newest && !(seen.since() == newest && isAfter(seen.tag(), tag));
      begin(!stays || first ? seen.tag() : null);
      begin(stays ? tag : null);
      begin(seen.tag());
    } else {
      begin(stays || seenAfter ? tag : null);
    }
  }

  private static boolean isAfter(Tag one, Tag other) {
    return one.compareTo(other) > 0;
  }

  private void begin(@Nullable Tag tag) {
    if (tag != null && !rows.contains(tag)) {
      rows.add(tag);
      numbers.put(tag, next++);
    }
  }

  /** Returns what a deletion took away that was there at the barrier before. */
  private List<Example> change(List<HoldoutFact> facts) {
    for (int i = random.nextInt(6); i > 0; i--) {
      Example example =
          new Example(examples++, any(LABELS), random.nextBoolean() ? any(TASKS) : null);
      live.add(example);
      facts.add(changed(example, 1, false));
    }
    List<Example> gone = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0 && !live.isEmpty(); i--) {
      Example example = live.remove(random.nextInt(live.size()));
      boolean correction = random.nextBoolean();
      facts.add(changed(example, -1, correction));
      if (!correction && examined.contains(example.id())) {
        gone.add(example);
      }
    }
    return gone;
  }

  private static HoldoutFact changed(Example example, int sign, boolean correction) {
    return new HoldoutFact.Changed(
        new EvaluationChange(
            new Change.Example(
                new Pseudonym(0, example.id() % 3),
                new Pseudonym(0, example.id()),
                ExampleUse.EVALUATE,
                0,
                new Contribution(example.label(), example.task(), example.vector(), sign)),
            correction));
  }

  private TableHead head() {
    Map<Integer, String> answers = new HashMap<>();
    for (int id = 0; id < examples; id++) {
      answers.put(id, any(LABELS));
    }
    return new TableHead(LABELS, answers);
  }

  private String any(List<String> names) {
    return names.get(random.nextInt(names.size()));
  }

  private void fill(String learner) {
    if (rows.isEmpty()) {
      return;
    }
    Map<Tag, Double> row = new HashMap<>();
    for (Example example : live) {
      Tag tag = Tag.of(example.label(), example.task());
      row.put(tag, accuracy(heads.get(learner), tag));
    }
    matrices.get(learner).put(rows.get(rows.size() - 1), row);
  }

  /** Of what was never learned and has no example any more nothing is kept. */
  private void dropColumns(String learner) {
    Set<Tag> kept = new HashSet<>(rows);
    live.forEach(example -> kept.add(Tag.of(example.label(), example.task())));
    matrices.get(learner).values().forEach(row -> row.keySet().retainAll(kept));
  }

  private double accuracy(TableHead head, Tag tag) {
    List<Example> concerned =
        live.stream().filter(one -> Tag.of(one.label(), one.task()).equals(tag)).toList();
    return accuracy(head, concerned);
  }

  private static double accuracy(TableHead head, List<Example> asked) {
    int correct = 0;
    for (Example example : asked) {
      correct += head.answer(example.vector()).equals(example.label()) ? 1 : 0;
    }
    return (double) correct / asked.size();
  }

  private double cell(String learner, int row, int column) {
    return matrices
        .get(learner)
        .getOrDefault(rows.get(row), Map.of())
        .getOrDefault(rows.get(column), MISSING);
  }

  private void enter(String learner, Map<String, Double> expected) {
    if (rows.isEmpty()) {
      return;
    }
    int last = rows.size() - 1;
    expected.put(
        learner + "/holdout.row/" + rows.get(last).name(), (double) numbers.get(rows.get(last)));
    matrices
        .get(learner)
        .get(rows.get(last))
        .forEach((tag, accuracy) -> expected.put(learner + "/" + name(tag), accuracy));
    double[] incremental = new double[last + 1];
    double[] forgetting = new double[last];
    double[] backward = new double[last];
    double[] forward = new double[last];
    for (int i = 0; i <= last; i++) {
      double[] seen = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        seen[j] = cell(learner, i, j);
      }
      incremental[i] = mean(seen);
    }
    for (int j = 0; j < last; j++) {
      double best = MISSING;
      for (int l = 0; l < last; l++) {
        double value = cell(learner, l, j);
        best = Double.isNaN(best) || value > best ? value : best;
      }
      forgetting[j] = best - cell(learner, last, j);
      backward[j] = cell(learner, last, j) - cell(learner, j, j);
      forward[j] = cell(learner, j, j + 1);
    }
    put(expected, learner, "average-accuracy", incremental[last]);
    put(expected, learner, "incremental-accuracy", mean(incremental));
    put(expected, learner, "forgetting", mean(forgetting));
    put(expected, learner, "backward-transfer", mean(backward));
    put(expected, learner, "forward-transfer", mean(forward));
  }

  private static String name(Tag tag) {
    return (tag.kind() == Tag.Kind.TASK ? "holdout.accuracy.task/" : "holdout.accuracy.label/")
        + tag.name();
  }

  /** Of what is not missing. */
  private static double mean(double[] values) {
    double sum = 0;
    int count = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return count == 0 ? MISSING : sum / count;
  }

  private void compare(
      String learner,
      @Nullable TableHead before,
      List<Example> gone,
      Map<String, Double> expected) {
    List<Example> stay = live.stream().filter(one -> examined.contains(one.id())).toList();
    if (before != null && !gone.isEmpty()) {
      put(expected, learner, "intended.examples", gone.size());
      put(expected, learner, "intended.before", accuracy(before, gone));
      put(expected, learner, "intended.after", accuracy(heads.get(learner), gone));
    }
    if (before != null && !stay.isEmpty()) {
      double spill = accuracy(before, stay) - accuracy(heads.get(learner), stay);
      put(expected, learner, "spill", spill);
    }
  }

  private static void put(Map<String, Double> expected, String learner, String name, double value) {
    if (!Double.isNaN(value)) {
      expected.put(learner + "/forgetting." + name, value);
    }
  }

  /** Facts about learners as the oracle names them. */
  static Map<String, Double> byName(List<MeasuredFact> facts) {
    Map<String, Double> named = new HashMap<>();
    for (MeasuredFact fact : facts) {
      if (fact.learner() != null) {
        String tag = fact.tag() == null ? "" : "/" + fact.tag();
        named.put(fact.learner() + "/" + fact.name() + tag, fact.value());
      }
    }
    return named;
  }
}
