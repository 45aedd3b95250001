package io.ameles.model.evidence;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.head.Head;
import io.ameles.model.learn.AdditiveLearner;
import io.ameles.model.learn.Learner;
import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.SequentialLearner;
import java.util.List;

/**
 * A learner at work, of whatever kind, as the stream has it work.
 *
 * <p>NOT thread-safe.
 */
interface LiveModel extends AutoCloseable {
  /** One that has learned nothing. */
  static LiveModel open(Learner learner, TensorDevice device) {
    if (learner instanceof AdditiveLearner additive) {
      return new AdditiveModel(additive, device);
    }
    if (learner instanceof SequentialLearner sequential) {
      return new SequentialModel(sequential, device, null);
    }
    throw new IllegalArgumentException(
        "%s is neither an additive nor a sequential learner".formatted(learner.name()));
  }

  /** Another one that has come as far and goes its own way from here. */
  LiveModel copy();

  /**
   * Learns a micro-batch.
   *
   * @param batch nothing happens if it is empty
   */
  void learn(List<Lesson> batch);

  /**
   * Carries out a request.
   *
   * @param removal what is asked
   * @param examples all that it covers, each of which was learned; in micro-batches, in their order
   */
  void forget(Removal removal, List<List<Lesson>> examples);

  /** The parameters as of now. */
  Head head();

  /** The state digest that a version would state. */
  String digest();

  /** Everything that it goes on from, equal for equal states; more than its parameters tell. */
  byte[] state();

  @Override
  void close();
}
