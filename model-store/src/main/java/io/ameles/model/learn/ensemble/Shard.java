package io.ameles.model.learn.ensemble;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.SequentialLearner;
import io.ameles.model.learn.Solution;
import io.ameles.model.learn.Trainer;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One model of the ensemble: closed slices, oldest first, and an open one that trains. Whatever
 * arrives, early or late, is trained on in the open slice; so an example lies in some slice whose
 * {@link Contents} cover it, and cutting the chain before the first such slice leaves nothing that
 * the example has touched. NOT thread-safe.
 */
final class Shard implements AutoCloseable {
  private final SequentialLearner member;
  private final TensorDevice device;
  private final Slicing slicing;
  private final List<Slice> closed = new ArrayList<>();
  private Contents open = new Contents();
  private Trainer trainer;

  Shard(SequentialLearner member, TensorDevice device, Slicing slicing) {
    this.member = member;
    this.device = device;
    this.slicing = slicing;
    this.trainer = member.open(device, null);
  }

  void learn(List<Lesson> lessons) {
    int from = 0;
    while (from < lessons.size()) {
      if (ends(lessons.get(from))) {
        close(trainer.snapshot());
      }
      int to = from;
      do {
        open.add(lessons.get(to));
        to++;
      } while (to < lessons.size() && !ends(lessons.get(to)));
      trainer.learn(lessons.subList(from, to));
      from = to;
    }
  }

  /** Whether the open slice ends before {@code next}: it is full, or a new window begins. */
  private boolean ends(Lesson next) {
    if (open.isEmpty()) {
      return false;
    }
    long latest = open.latest();
    for (Slice slice : closed) {
      latest = Math.max(latest, slice.contents().latest());
    }
    return open.count() >= slicing.mostExamples()
        || slicing.window(next.occurredAt()) > slicing.window(latest);
  }

  private void close(byte[] checkpoint) {
    closed.add(new Slice(open, checkpoint));
    open = new Contents();
    if (closed.size() > slicing.mostSlices()) {
      int first = cheapestToMerge();
      closed.set(first, closed.get(first).with(closed.remove(first + 1)));
    }
  }

  /**
   * The neighbours whose merger costs the least. A deletion in the later of two merged slices loses
   * the earlier one as well: if every example is as likely to be deleted, the expected loss grows
   * by the product of their sizes.
   */
  private int cheapestToMerge() {
    int cheapest = 0;
    double least = Double.MAX_VALUE;
    for (int i = 0; i + 1 < closed.size(); i++) {
      double cost =
          (double) closed.get(i).contents().count() * closed.get(i + 1).contents().count();
      if (cost < least) {
        least = cost;
        cheapest = i;
      }
    }
    return cheapest;
  }

  /** Gives up everything from the first slice on whose contents fit. */
  void cut(Predicate<Contents> fits) {
    int kept = 0;
    while (kept < closed.size() && !fits.test(closed.get(kept).contents())) {
      kept++;
    }
    if (kept == closed.size() && !fits.test(open)) {
      return;
    }
    closed.subList(kept, closed.size()).clear();
    open = new Contents();
    go(kept == 0 ? null : closed.get(kept - 1).checkpoint());
  }

  private void go(byte @Nullable [] from) {
    trainer.close();
    trainer = member.open(device, from);
  }

  Solution solution() {
    return trainer.solution();
  }

  /** How many slices there are, the open one included if it holds anything. */
  int slices() {
    return closed.size() + (open.isEmpty() ? 0 : 1);
  }

  /** How many examples have touched the parameters. */
  long examples() {
    long examples = open.count();
    for (Slice slice : closed) {
      examples += slice.contents().count();
    }
    return examples;
  }

  /** How many of them lie in the first slice: with any of those everything is lost. */
  long fragile() {
    return closed.isEmpty() ? open.count() : closed.get(0).contents().count();
  }

  void writeTo(DataOutputStream out) throws IOException {
    out.writeInt(closed.size());
    for (Slice slice : closed) {
      slice.writeTo(out);
    }
    new Slice(open, trainer.snapshot()).writeTo(out);
  }

  void readFrom(DataInputStream in) throws IOException {
    closed.clear();
    int slices = in.readInt();
    for (int i = 0; i < slices; i++) {
      closed.add(Slice.readFrom(in));
    }
    Slice current = Slice.readFrom(in);
    open = current.contents();
    go(current.checkpoint());
  }

  @Override
  public void close() {
    trainer.close();
  }
}
