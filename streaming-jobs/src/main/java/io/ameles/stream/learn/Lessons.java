package io.ameles.stream.learn;

import io.ameles.model.Contribution;
import io.ameles.model.learn.Forgetting;
import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.Trainer;
import io.ameles.schema.DeletionScope;
import io.ameles.stream.decode.Position;
import io.ameles.stream.ledger.Change;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The changes of an epoch on their way to sequential learners: what is added or taken away goes
 * there in micro-batches, and what is to be forgotten as a whole is put off to the end of the
 * epoch, when every part of the ledger has reported.
 *
 * <p>So whatever of a deleted label or task is learned anew in the epoch of its deletion is
 * forgotten with it: with a learner that depends on order, rather too much than too little.
 *
 * <p>NOT thread-safe.
 */
final class Lessons {
  /** How many of the latest retracted examples are at hand for those who unlearn by example. */
  static final int REMEMBERED = 2_048;

  private final List<Lesson> learned = new ArrayList<>();
  private final List<Lesson> retracted = new ArrayList<>();
  private final Deque<Lesson> lately = new ArrayDeque<>();
  private final SortedMap<Asked, Change.Deleted> deletions = new TreeMap<>();

  /** One request may name several subjects. */
  private record Asked(Position position, String target) implements Comparable<Asked> {
    private static final Comparator<Asked> ORDER =
        Comparator.comparing(Asked::position).thenComparing(Asked::target);

    @Override
    public int compareTo(Asked other) {
      return ORDER.compare(this, other);
    }
  }

  /** Whether {@code change} went into the micro-batch. */
  boolean add(Change change) {
    if (change instanceof Change.Deleted deleted) {
      // The same from every part of the ledger.
      deletions.put(new Asked(deleted.position(), deleted.target()), deleted);
    } else if (change instanceof Change.Example example) {
      addExample(example);
      return true;
    }
    return false;
  }

  private void addExample(Change.Example example) {
    Contribution content = example.contribution();
    Lesson lesson =
        new Lesson(
            example.subject(),
            example.occurredAt(),
            content.label(),
            content.task(),
            content.vector());
    if (content.sign() > 0) {
      learned.add(lesson);
    } else if (!learned.remove(lesson)) { // what was not shown yet never needs to be
      retracted.add(lesson);
    }
  }

  /** Shows the micro-batch to everybody. */
  void flush(Collection<Trainer> trainers) {
    for (Trainer trainer : trainers) {
      if (!learned.isEmpty()) {
        trainer.learn(learned);
      }
      if (!retracted.isEmpty()) {
        trainer.retract(retracted);
      }
    }
    learned.clear();
    retracted.forEach(this::remember);
    retracted.clear();
  }

  private void remember(Lesson lesson) {
    lately.addLast(lesson);
    if (lately.size() > REMEMBERED) {
      lately.removeFirst();
    }
  }

  /** Has the deletions of the epoch carried out, in the order in which they lie in Kafka. */
  void conclude(Collection<Trainer> trainers) {
    for (Change.Deleted deleted : deletions.values()) {
      Forgetting request =
          new Forgetting(
              deleted.requestId(),
              deleted.scope(),
              deleted.target(),
              lately.stream().filter(lesson -> concerns(deleted, lesson)).toList());
      trainers.forEach(trainer -> trainer.forget(request));
    }
    deletions.clear();
    lately.clear();
  }

  private static boolean concerns(Change.Deleted deleted, Lesson lesson) {
    String named =
        deleted.scope() == DeletionScope.SUBJECT
            ? lesson.subject().toHex()
            : deleted.scope() == DeletionScope.LABEL ? lesson.label() : lesson.task();
    return deleted.target().equals(named);
  }
}
