package io.ameles.model.verify;

import io.ameles.schema.MalformedEventException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Reads labelled events one after the other, except that those with a picture wait until there is a
 * batch of them. So their order is not kept; nothing in an audit depends on it.
 *
 * <p>NOT thread-safe.
 */
final class EventReading {
  private final Intake intake;
  private final BiConsumer<LogRecord, Observation> usable;
  private final Consumer<MalformedEventException> unusable;
  private final List<LogRecord> waitingLogs = new ArrayList<>();
  private final List<Observation> waiting = new ArrayList<>();

  /**
   * @param usable is shown every event that can be used
   * @param unusable is shown the reason of every other
   */
  EventReading(
      Intake intake,
      BiConsumer<LogRecord, Observation> usable,
      Consumer<MalformedEventException> unusable) {
    this.intake = intake;
    this.usable = usable;
    this.unusable = unusable;
  }

  void read(LogRecord log) {
    try {
      Observation seen = intake.observation(log);
      if (seen.picture() == null) {
        usable.accept(log, seen);
      } else {
        waitingLogs.add(log);
        waiting.add(seen);
        if (waiting.size() >= intake.pictures().batchSize()) {
          embed();
        }
      }
    } catch (MalformedEventException e) {
      unusable.accept(e);
    }
  }

  /** To be called when everything was read. */
  void finish() {
    embed();
  }

  private void embed() {
    List<Pictures.Verdict> verdicts = intake.pictures().embed(waiting);
    for (int i = 0; i < verdicts.size(); i++) {
      MalformedEventException refusal = verdicts.get(i).refusal();
      if (refusal == null) {
        usable.accept(waitingLogs.get(i), Objects.requireNonNull(verdicts.get(i).seen()));
      } else {
        unusable.accept(refusal);
      }
    }
    waitingLogs.clear();
    waiting.clear();
  }
}
