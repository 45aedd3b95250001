package io.ameles.stream.evaluate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Adds scores up: since the beginning, over the latest epochs, per label and per task.
 *
 * <p>NOT thread-safe.
 */
final class Scoreboard {
  private final long window;
  private final SortedMap<Line, Counts> totals = new TreeMap<>();
  private final SortedMap<Line, Counts> open = new TreeMap<>();
  private final SortedSet<Line> forgotten = new TreeSet<>();
  private final SortedMap<String, Deque<Counts>> recent = new TreeMap<>();

  /** What a count is about. */
  enum Subject {
    OVERALL,
    WINDOW,
    LABEL,
    TASK
  }

  /**
   * One line of the board; tag is empty but for LABEL and TASK. The learner is empty in words about
   * all of them only.
   */
  record Line(String learner, Subject subject, String tag) implements Comparable<Line> {
    @Override
    public int compareTo(Line other) {
      int byLearner = learner.compareTo(other.learner);
      int bySubject = byLearner != 0 ? byLearner : subject.compareTo(other.subject);
      return bySubject != 0 ? bySubject : tag.compareTo(other.tag);
    }
  }

  /** How many were scored, and how many of them correctly. */
  record Counts(long scored, long correct) {
    static final Counts NONE = new Counts(0, 0);

    Counts plus(Counts other) {
      return new Counts(scored + other.scored, correct + other.correct);
    }

    double accuracy() {
      return (double) correct / scored;
    }
  }

  /** One line's counts. */
  record Entry(Line line, Counts counts) {}

  /**
   * @param window how many of the latest examples the windowed accuracy looks at, at least
   */
  Scoreboard(long window) {
    this.window = window;
  }

  void add(Score score) {
    String task = score.task();
    if (score.isDeletion()) {
      forgotten.add(
          task == null
              ? new Line("", Subject.LABEL, score.label())
              : new Line("", Subject.TASK, task));
      return;
    }
    Counts counts = new Counts(score.scored(), score.correct());
    if (score.scored() > 0) {
      add(score.learner(), Subject.OVERALL, "", counts);
    }
    Line label = new Line(score.learner(), Subject.LABEL, score.label());
    if (score.known()) {
      open.merge(label, counts, Counts::plus);
    } else {
      forgotten.add(label);
    }
    if (task != null) {
      add(score.learner(), Subject.TASK, task, counts);
    }
  }

  private void add(String learner, Subject subject, String tag, Counts counts) {
    open.merge(new Line(learner, subject, tag), counts, Counts::plus);
  }

  /** What was forgotten in the open epoch; without a learner, if it was by all of them. */
  List<Line> forgotten() {
    return List.copyOf(forgotten);
  }

  private boolean isForgotten(Line line) {
    return forgotten.contains(line) || forgotten.contains(new Line("", line.subject(), line.tag()));
  }

  /** Closes the epoch; returns the lines that changed, as of now. */
  List<Entry> closeEpoch() {
    List<Entry> changed = new ArrayList<>();
    totals.keySet().removeIf(this::isForgotten);
    open.keySet().removeIf(this::isForgotten);
    forgotten.clear();
    open.forEach(
        (line, counts) -> {
          changed.add(new Entry(line, totals.merge(line, counts, Counts::plus)));
          if (line.subject() == Subject.OVERALL) {
            changed.add(
                new Entry(
                    new Line(line.learner(), Subject.WINDOW, ""), slide(line.learner(), counts)));
          }
        });
    open.clear();
    return changed;
  }

  /** The shortest run of latest epochs that holds a window's worth of examples. */
  private Counts slide(String learner, Counts latest) {
    Deque<Counts> epochs = recent.computeIfAbsent(learner, name -> new ArrayDeque<>());
    epochs.addLast(latest);
    Counts total = epochs.stream().reduce(Counts.NONE, Counts::plus);
    while (total.scored() - epochs.getFirst().scored() >= window) {
      Counts oldest = epochs.removeFirst();
      total = new Counts(total.scored() - oldest.scored(), total.correct() - oldest.correct());
    }
    return total;
  }

  /** Everything but the open epoch: totals, and one WINDOW entry per epoch, oldest first. */
  List<Entry> save() {
    List<Entry> saved = new ArrayList<>();
    totals.forEach((line, counts) -> saved.add(new Entry(line, counts)));
    recent.forEach(
        (learner, epochs) ->
            epochs.forEach(
                counts -> saved.add(new Entry(new Line(learner, Subject.WINDOW, ""), counts))));
    return saved;
  }

  /** Takes back what {@link #save} returned. */
  void restore(Iterable<Entry> saved) {
    for (Entry entry : saved) {
      if (entry.line().subject() == Subject.WINDOW) {
        recent
            .computeIfAbsent(entry.line().learner(), name -> new ArrayDeque<>())
            .addLast(entry.counts());
      } else {
        totals.put(entry.line(), entry.counts());
      }
    }
  }
}
