package io.ameles.console.tail;

import io.ameles.console.picture.Picture;
import io.ameles.console.picture.Place;
import io.ameles.schema.DeadLetter;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.ModelMetric;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.schema.TopicNames;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** Fills a picture from the three topics that a job writes, each in a thread of its own. */
public final class Tail implements AutoCloseable {
  private final Picture picture;
  private final Follower metrics;
  private final List<Follower> followers;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Thread> threads;

  private Tail(Topics topics, TopicNames names, Picture picture) {
    this.picture = picture;
    this.metrics = metrics(topics, names.modelMetrics());
    this.followers =
        List.of(
            metrics,
            receipts(topics, names.deletionReceipts()),
            deadLetters(topics, names.deadLetters()));
    this.threads =
        followers.stream()
            .map(follower -> new Thread(follower, "console-follows-" + follower.topic()))
            .toList();
  }

  /** Begins to follow. */
  public static Tail start(Topics topics, TopicNames names, Picture picture) {
    Tail tail = new Tail(topics, names, picture);
    for (Thread thread : tail.threads) {
      thread.setDaemon(true);
      thread.start();
    }
    return tail;
  }

  private Follower metrics(Topics topics, String topic) {
    SingleObjectCodec<ModelMetric> codec = SingleObjectCodec.of(ModelMetric.class);
    return follower(topics, topic, kafka -> picture.take(codec.decode(kafka.value())));
  }

  private Follower receipts(Topics topics, String topic) {
    SingleObjectCodec<DeletionReceipt> codec = SingleObjectCodec.of(DeletionReceipt.class);
    return follower(
        topics,
        topic,
        kafka ->
            picture.take(
                codec.decode(kafka.value()), new Place(kafka.partition(), kafka.offset())));
  }

  private Follower deadLetters(Topics topics, String topic) {
    SingleObjectCodec<DeadLetter> codec = SingleObjectCodec.of(DeadLetter.class);
    return follower(topics, topic, kafka -> picture.take(codec.decode(kafka.value())));
  }

  private interface Decoding {
    void take(TopicRecord kafka) throws MalformedEventException;
  }

  /** What cannot be read is counted, and does not stop anything. */
  private Follower follower(Topics topics, String topic, Decoding decoding) {
    return new Follower(
        topics,
        topic,
        kafka -> {
          try {
            decoding.take(kafka);
          } catch (MalformedEventException | RuntimeException e) {
            // Whatever is wrong with it would be wrong again, and nothing after it would be read.
            picture.broken(topic);
          }
        },
        closed);
  }

  /** How each topic is being followed. */
  public Map<String, TopicState> states() {
    Map<String, TopicState> states = new TreeMap<>();
    followers.forEach(follower -> states.put(follower.topic(), follower.state()));
    return states;
  }

  /** Whether every fact that was there at first has been read. */
  public boolean hasReadMetrics() {
    return metrics.state().atEnd();
  }

  @Override
  public void close() {
    closed.countDown();
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join(5_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
