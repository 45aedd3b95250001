package io.ameles.stream.decode;

import io.ameles.model.version.Manifest;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Notes what a reader reads between two barriers. NOT thread-safe. */
final class ReadingLog {
  private final String topic;
  private final boolean deletions;
  private final SortedMap<Integer, Long> next = new TreeMap<>();
  private long received;
  private long lost;

  /**
   * @param topic that is read
   * @param deletions whether it holds deletion events
   */
  ReadingLog(String topic, boolean deletions) {
    this.topic = topic;
    this.deletions = deletions;
  }

  void received(Position position) {
    passed(position);
    received++;
  }

  /** A record that is none to be accounted for. */
  void passed(Position position) {
    next.merge(position.partition(), position.offset() + 1, Math::max);
  }

  void lost() {
    lost++;
  }

  /** The progress since the last call; empty if there was none. */
  Optional<Progress> take() {
    if (next.isEmpty()) {
      return Optional.empty();
    }
    Manifest.Accounting counts =
        deletions
            ? new Manifest.Accounting(0, 0, 0, 0, 0, 0, received, lost)
            : new Manifest.Accounting(received, 0, 0, 0, lost, 0, 0, 0);
    Progress progress = new Progress(topic, next, counts);
    next.clear();
    received = 0;
    lost = 0;
    return Optional.of(progress);
  }
}
