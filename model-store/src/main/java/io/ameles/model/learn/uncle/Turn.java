package io.ameles.model.learn.uncle;

import ai.djl.ndarray.NDManager;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.embed.EmbeddingSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Some steps for the good of some tasks, which are kept or taken back together: if a loss or a
 * parameter leaves the numbers, everything is as it was before the turn.
 */
final class Turn implements AutoCloseable {
  // Each a tenth as fast as the one before.
  private static final int ATTEMPTS = 4;

  private final Plan plan;
  private final Network network;
  private final Tally tally;
  private final List<Task> tasks;
  private final List<Task> others;
  private final Random random;
  private final NDManager scope;

  /**
   * @param tasks whose turn it is
   * @param others all others; reordered
   */
  Turn(Plan plan, Network network, Tally tally, List<Task> tasks, List<Task> others) {
    this.plan = plan;
    this.network = network;
    this.tally = tally;
    this.tasks = tasks;
    this.others = others;
    this.random = plan.seeds().random("turn", tally.turn());
    this.scope = network.device().newSubManager();
  }

  /** Goes through lessons several times. */
  void teach(List<Lessons.Numbered> lessons, EmbeddingSpace space) {
    Plan.Teaching teaching = plan.teaching();
    Anchors anchors = anchors(teaching.beta());
    TaskEmbeddings embeddings = new TaskEmbeddings(tasks, scope);
    HeadLoss headLoss = new HeadLoss(plan.shape());
    Weights moving = network.weights().copy(true);
    List<Lessons.Numbered> order = new ArrayList<>(lessons);
    boolean sound = true;
    for (int pass = 0; pass < teaching.passes() && sound; pass++) {
      Collections.shuffle(order, random);
      for (int from = 0; from < order.size() && sound; from += teaching.batch()) {
        List<Lessons.Numbered> some =
            order.subList(from, Math.min(order.size(), from + teaching.batch()));
        try (NDManager step = scope.newSubManager()) {
          Lessons piece = Lessons.of(tasks, some, space, step);
          Descent descent =
              Descent.of(
                  new Hypernetwork(plan.layout(), moving.values(), step),
                  embeddings.values(step),
                  anchors.next(step),
                  heads -> headLoss.of(heads, piece),
                  plan.clip());
          sound = accept(descent);
          moving.step(descent.parameters(), teaching.rate());
          embeddings.step(descent.embeddings(), teaching.rate());
        }
      }
    }
    if (finish(moving, sound)) {
      embeddings.store();
    }
    anchor();
  }

  /** Aligns the only task's head with noise; it counts as forgotten then. */
  void unlearn(long noiseSeed) {
    double rate = plan.unlearning().rate();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (align(new Noise(plan.unlearning().target(), noiseSeed), rate)) {
        tasks.forEach(task -> task.forgotten(noiseSeed));
        anchor();
        return;
      }
      rate /= 10;
    }
    throw new AmelesException(
        ErrorCode.BROKEN_INVARIANT,
        "A task cannot be unlearned: every attempt left the range of numbers. Lower unlearn-rate.");
  }

  private boolean align(Noise noise, double rate) {
    Plan.Unlearning unlearning = plan.unlearning();
    int used = tasks.get(0).length(plan.shape());
    Anchors anchors = anchors(1);
    TaskEmbeddings embeddings = new TaskEmbeddings(tasks, scope); // read only
    // With an optimizer of its own, so that no momentum of learning acts against it, or the other
    // way round.
    Weights moving = network.weights().copy(false);
    boolean sound = true;
    for (int i = 0; i < unlearning.stepsAfter(tally.requests()) && sound; i++) {
      try (NDManager step = scope.newSubManager()) {
        Pull pull =
            Pull.towards(List.of(noise.next(used)), unlearning.gamma(), network.values(), step);
        Descent descent =
            Descent.of(
                new Hypernetwork(plan.layout(), moving.values(), step),
                embeddings.values(step),
                anchors.next(step),
                pull::of,
                plan.clip());
        sound = accept(descent);
        moving.step(descent.parameters(), rate);
      }
    }
    if (!sound || !moving.areSound(scope)) {
      tally.rolledBack();
      moving.close();
      return false;
    }
    Weights learning = network.weights().copy(true);
    network.replace(learning.moved(moving));
    tally.unlearned(noise.distance(network.heads(tasks).get(0)));
    return true;
  }

  private Anchors anchors(double strength) {
    return new Anchors(others, plan.anchored(), strength, network.values(), random, scope);
  }

  private boolean accept(Descent descent) {
    float loss = descent.loss().getFloat();
    if (Float.isFinite(loss)) {
      tally.stepped(loss);
      return true;
    }
    return false;
  }

  private boolean finish(Weights moving, boolean sound) {
    if (sound && moving.areSound(scope)) {
      network.replace(moving);
      return true;
    }
    tally.rolledBack();
    moving.close();
    return false;
  }

  /** What the network writes for the tasks now is what they are held at when others have theirs. */
  private void anchor() {
    List<float[]> heads = network.heads(tasks);
    for (int task = 0; task < tasks.size(); task++) {
      tasks.get(task).anchor(heads.get(task));
    }
  }

  @Override
  public void close() {
    scope.close();
  }
}
