package io.ameles.benchmark;

import io.ameles.client.EventSender;
import io.ameles.client.TopicReader;
import io.ameles.embedded.EmbeddedFlink;
import io.ameles.embedded.EmbeddedKafka;
import io.ameles.model.version.VersionStore;
import io.ameles.schema.AvroGuards;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.job.JobSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Time from sending a deletion to reading its receipt, against the checkpoint interval. */
@Command(name = "DeletionLatency", mixinStandardHelpOptions = true)
public final class DeletionLatency implements Callable<Integer> {
  private static final int DIMENSION = 64;
  private static final int SUBJECTS = 1_000;

  @Option(names = "--intervals-millis", split = ",", defaultValue = "200,1000,5000")
  private List<Integer> intervalsMillis = List.of();

  @Option(names = "--deletions", defaultValue = "100")
  private int deletions;

  @Option(names = "--events-per-deletion", defaultValue = "200")
  private int eventsPerDeletion;

  /** For the command line library. */
  public DeletionLatency() {}

  /** Where the program begins. */
  public static void main(String[] args) {
    AvroGuards.establish();
    System.exit(new CommandLine(new DeletionLatency()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    System.out.printf("%20s %12s %12s %12s%n", "interval, ms", "p50, ms", "p99, ms", "max, ms");
    try (Scratch scratch = new Scratch();
        EmbeddedKafka kafka = EmbeddedKafka.startIn(scratch.folder().resolve("kafka"), 0)) {
      Path folder = scratch.folder();
      for (int interval : intervalsMillis) {
        JobSettings settings =
            BenchmarkJob.settings(
                kafka,
                folder,
                "latency-" + interval,
                DIMENSION,
                2,
                Duration.ofMillis(interval),
                "");
        kafka.createTopics(settings.topics(), 2);
        double[] millis = measure(settings, interval);
        System.out.printf(
            Locale.ROOT,
            "%20d %12.0f %12.0f %12.0f%n",
            interval,
            millis[millis.length / 2],
            millis[(int) (millis.length * 0.99)],
            millis[millis.length - 1]);
      }
    }
    return 0;
  }

  /** Requests come at random moments, on average two per interval, while events flow. */
  private double[] measure(JobSettings settings, int interval) throws MalformedEventException {
    SplittableRandom random = new SplittableRandom(interval);
    Map<String, Long> sentNanos = new HashMap<>();
    Map<String, Double> millis = new HashMap<>();
    VersionStore store = new VersionStore(settings.modelStore(), settings.model());
    SingleObjectCodec<DeletionReceipt> codec = SingleObjectCodec.of(DeletionReceipt.class);
    try (EmbeddedFlink flink = EmbeddedFlink.start(settings, Optional.empty());
        EventSender sender = new EventSender(settings.kafka(), settings.topics());
        TopicReader receipts =
            new TopicReader(settings.kafka(), settings.topics().deletionReceipts())) {
      int time = 0;
      long next = System.nanoTime();
      while (millis.size() < deletions && flink.isAlive()) {
        boolean ready = store.current().isPresent();
        if (sentNanos.size() < deletions && System.nanoTime() >= next) {
          for (int i = 0; i < eventsPerDeletion; i++) {
            sender.send(event(time++, random));
          }
          if (ready) {
            String id = "request-" + sentNanos.size();
            sentNanos.put(id, System.nanoTime());
            sender.send(request(id, random));
          }
          sender.flush();
          next = System.nanoTime() + random.nextLong(interval * 1_000_000L) + 1_000_000;
        }
        for (ConsumerRecord<byte[], byte[]> kafka : receipts.poll()) {
          String id = codec.decode(kafka.value()).getRequestId();
          millis.put(id, (System.nanoTime() - sentNanos.get(id)) / 1e6);
        }
      }
    }
    double[] sorted = millis.values().stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  private static LabeledEvent event(int time, SplittableRandom random) {
    float[] features = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      features[i] = (float) (random.nextDouble() - 0.5);
    }
    return LabeledEvent.newBuilder()
        .setId("example-" + time)
        .setSubject("subject-" + random.nextInt(SUBJECTS))
        .setLabel("label-" + time % 10)
        .setOccurredAt(Instant.ofEpochMilli(1_700_000_000_000L + time))
        .setFeatures(EventSender.features(features))
        .build();
  }

  private static DeletionEvent request(String id, SplittableRandom random) {
    return DeletionEvent.newBuilder()
        .setRequestId(id)
        .setScope(DeletionScope.SUBJECT)
        .setSubject("subject-" + random.nextInt(SUBJECTS))
        .setRequestedAt(Instant.ofEpochMilli(1_700_100_000_000L))
        .build();
  }
}
