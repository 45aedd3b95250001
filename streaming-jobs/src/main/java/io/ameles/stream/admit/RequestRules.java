package io.ameles.stream.admit;

import io.ameles.model.request.Requesters;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask for what, how often, and what needs a second person.
 *
 * @param requesters who may ask for what
 * @param rateLimit how often; null: as often as they like
 * @param guard what needs a second person; null: nothing
 */
public record RequestRules(
    Requesters requesters, @Nullable RateLimit rateLimit, @Nullable Guard guard)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Everybody may have anything forgotten at once. */
  public static final RequestRules NONE = new RequestRules(Requesters.NONE, null, null);

  /**
   * How many requests a requester may send within a window of time. Windows follow each other
   * without gaps, by Kafka's timestamps.
   *
   * @param requests at least 1
   * @param windowMillis length of a window in milliseconds, at least 1
   */
  public record RateLimit(int requests, long windowMillis) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * How many live examples a request may remove at once: the share, or the floor if that is more.
   * Labels, tasks and several subjects need a second person, however many examples they have.
   *
   * @param maxShare of the live examples of the current version, 0 to 1
   * @param floor examples, 0 or more
   */
  public record Guard(double maxShare, long floor) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The most examples that a request may remove at once. */
    long limit(long liveExamples) {
      return Math.max(floor, (long) Math.floor(maxShare * liveExamples));
    }
  }
}
