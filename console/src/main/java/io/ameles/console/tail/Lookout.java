package io.ameles.console.tail;

import io.ameles.model.AmelesException;
import io.ameles.model.version.Manifest;
import io.ameles.model.version.VersionStore;
import io.ameles.schema.TopicNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the model store once a second, and every two seconds at how far the inputs have been
 * written. Thread-safe.
 */
public final class Lookout implements AutoCloseable {
  private final VersionStore store;
  private final Topics topics;
  private final List<String> inputs;
  private final int prefix;
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "console-lookout");
            thread.setDaemon(true);
            return thread;
          });
  private volatile @Nullable Manifest current;
  private volatile String storeProblem = "";
  private volatile String kafkaProblem = "has not been reached yet";
  private volatile Map<String, SortedMap<Integer, Long>> ends = Map.of();

  private Lookout(VersionStore store, Topics topics, TopicNames names) {
    this.store = store;
    this.topics = topics;
    this.prefix = names.prefix().length();
    this.inputs = List.of(names.labeledEvents(), names.deletionEvents());
  }

  /** Begins to look; has looked at the store once when it returns. */
  public static Lookout start(VersionStore store, Topics topics, TopicNames names) {
    Lookout lookout = new Lookout(store, topics, names);
    lookout.lookAtStore();
    var unused =
        lookout.threads.scheduleWithFixedDelay(lookout::lookAtStore, 1, 1, TimeUnit.SECONDS);
    var unusedToo =
        lookout.threads.scheduleWithFixedDelay(lookout::lookAtKafka, 0, 2, TimeUnit.SECONDS);
    return lookout;
  }

  private void lookAtStore() {
    try {
      Manifest known = current;
      Optional<Long> epoch = store.currentEpoch();
      if (known == null || !epoch.equals(Optional.of(known.epoch()))) {
        current = store.current().orElse(null);
      }
      storeProblem = "";
    } catch (AmelesException e) {
      storeProblem = "%s: the current version cannot be read".formatted(e.code());
    } catch (RuntimeException e) {
      storeProblem = "the current version cannot be read";
    }
  }

  private void lookAtKafka() {
    try {
      ends = topics.ends(inputs);
      kafkaProblem = "";
    } catch (AmelesException e) {
      kafkaProblem = e.getMessage();
    } catch (RuntimeException e) {
      kafkaProblem = "Kafka cannot be asked";
    }
  }

  /** The manifest of the current version; empty before the first. */
  public Optional<Manifest> current() {
    return Optional.ofNullable(current);
  }

  /** Why the store cannot be read; empty if it can. */
  public String storeProblem() {
    return storeProblem;
  }

  /** Why Kafka cannot be asked; empty if it can. */
  public String kafkaProblem() {
    return kafkaProblem;
  }

  /**
   * How many records of each input the current version does not reflect yet.
   *
   * @return by topic, without its prefix
   */
  public SortedMap<String, Long> lag() {
    Manifest version = current;
    SortedMap<String, Long> lag = new TreeMap<>();
    ends.forEach(
        (topic, partitions) -> {
          SortedMap<Integer, Long> read =
              version == null
                  ? new TreeMap<>()
                  : version.offsets().getOrDefault(topic, new TreeMap<>());
          long behind = 0;
          for (Map.Entry<Integer, Long> end : partitions.entrySet()) {
            behind += Math.max(0, end.getValue() - read.getOrDefault(end.getKey(), 0L));
          }
          lag.put(topic.substring(prefix), behind);
        });
    return lag;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
