package io.ameles.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.client.EventSender;
import io.ameles.model.embed.Quantization;
import io.ameles.schema.AvroGuards;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.ReceiptStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a deletion leaves behind, searched for byte by byte. */
class NothingLeftBehindITCase {
  private static final String CANARY = "canary-subject-4711";
  private static final String CANARY_EXAMPLE = "canary-example-";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void inModeDigestsNoByteOfAForgottenSubjectIsLeft(String backend) throws Exception {
    AvroGuards.establish();
    List<LabeledEvent> canary = canary();
    try (EmbeddedKafka kafka = EmbeddedKafka.startIn(folder.resolve("kafka"), 0);
        JobRun run =
            new JobRun(
                    kafka,
                    "digests",
                    folder.resolve("job"),
                    2,
                    "  state.backend.type: " + backend,
                    "ledger: {mode: digests}")
                .start()) {
      run.send(new ArrayList<>(canary));
      run.send(others());
      run.awaitEverything();
      run.send(List.of(forget("incomplete", canary.subList(1, canary.size()))));
      run.send(List.of(forget("complete", canary)));
      run.requireExact(run.awaitEverything());

      List<DeletionReceipt> receipts = run.requireReceipts(2);
      assertThat(receipts.get(0).getStatus()).isEqualTo(ReceiptStatus.REFUSED);
      assertThat(receipts.get(0).getExamplesRemoved()).isZero();
      assertThat(receipts.get(1).getStatus()).isEqualTo(ReceiptStatus.COMPLETED);
      assertThat(receipts.get(1).getExamplesRemoved()).isEqualTo(canary.size());
      assertThat(receipts.toString() + run.deadLetters()).doesNotContain("canary");
      run.flink().stopWithSavepoint(folder.resolve("job/savepoint"));
      run.stop();

      assertThat(filesWith(traces(canary), folder.resolve("job"))).isEmpty();
      assertThat(filesWith(traces(canary), folder.resolve("kafka")))
          .as("the input topics are out of reach, and the search finds what is there")
          .isNotEmpty();
    }
  }

  @Test
  void inModeContributionsNoIdIsEverWrittenAndNoFeatureOfAForgottenSubjectIsLeft()
      throws Exception {
    AvroGuards.establish();
    List<LabeledEvent> canary = canary();
    try (EmbeddedKafka kafka = EmbeddedKafka.startIn(folder.resolve("kafka"), 0);
        JobRun run = new JobRun(kafka, "contributions", folder.resolve("job"), 2).start()) {
      run.send(new ArrayList<>(canary));
      run.send(others());
      run.awaitEverything();
      run.send(List.of(forget("now", List.of())));
      run.requireExact(run.awaitEverything());
      JobRun.await(run.flink()::isRunning);
      Path savepoint = run.flink().stopWithSavepoint(folder.resolve("job/savepoint"));
      run.stop();

      assertThat(filesWith(traces(canary), savepoint)).isEmpty();
    }
  }

  private static DeletionEvent forget(String id, List<LabeledEvent> brought) {
    return DeletionEvent.newBuilder()
        .setRequestId(id)
        .setScope(DeletionScope.SUBJECT)
        .setSubject(CANARY)
        .setRequestedAt(Instant.ofEpochMilli(1_700_000_100_000L))
        .setExamples(brought)
        .build();
  }

  private static List<LabeledEvent> canary() {
    return IntStream.range(0, 20).mapToObj(i -> event(CANARY, CANARY_EXAMPLE + i, i, 31)).toList();
  }

  private static List<Object> others() {
    return IntStream.range(0, 500)
        .<Object>mapToObj(i -> event("subject-" + i % 20, "example-" + i, i, 7))
        .toList();
  }

  private static LabeledEvent event(String subject, String id, int i, int salt) {
    float[] features = new float[StreamScenario.DIMENSION];
    for (int j = 0; j < features.length; j++) {
      features[j] = (float) Math.sin(salt * (i + 1.37) + j * j);
    }
    return LabeledEvent.newBuilder()
        .setId(id)
        .setSubject(subject)
        .setLabel("label-" + i % 3)
        .setOccurredAt(Instant.ofEpochMilli(1_700_000_000_000L + i))
        .setFeatures(EventSender.features(features))
        .build();
  }

  /** Ids, features as they were sent, and features as the models see them. */
  private static Map<String, byte[]> traces(List<LabeledEvent> events) throws Exception {
    Map<String, byte[]> traces = new TreeMap<>();
    traces.put("subject", CANARY.getBytes(UTF_8));
    traces.put("example id", CANARY_EXAMPLE.getBytes(UTF_8));
    for (LabeledEvent event : events) {
      byte[] sent = new byte[event.getFeatures().remaining()];
      event.getFeatures().duplicate().get(sent);
      traces.put(event.getId() + " as sent", sent);
      traces.put(
          event.getId() + " quantized",
          Quantization.DEFAULT.quantize(event.getFeatures(), StreamScenario.DIMENSION).toBytes());
    }
    return traces;
  }

  private static List<String> filesWith(Map<String, byte[]> traces, Path directory)
      throws IOException {
    List<String> found = new ArrayList<>();
    try (var files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = new String(Files.readAllBytes(file), ISO_8859_1);
        traces.forEach(
            (name, bytes) -> {
              if (content.contains(new String(bytes, ISO_8859_1))) {
                found.add(name + " in " + file);
              }
            });
      }
    }
    return found;
  }
}
