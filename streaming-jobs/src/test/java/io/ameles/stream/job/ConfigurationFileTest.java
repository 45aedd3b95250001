package io.ameles.stream.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.Normalization;
import io.ameles.model.embed.Quantization;
import io.ameles.model.encode.EncoderSettings;
import io.ameles.model.encode.PixelFormat;
import io.ameles.model.learn.Learner;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.IntakeRules;
import io.ameles.stream.ledger.LedgerMode;
import io.ameles.stream.seal.SealingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationFileTest {
  private static final String KEY = "0123456789abcdef".repeat(4);
  private static final Map<String, String> ENVIRONMENT =
      Map.of(ConfigurationFile.KEY_VARIABLE, KEY);
  private static final String MINIMAL =
      """
      kafka: {bootstrap.servers: "localhost:9092"}
      intake: {dimension: 4}
      """
          + Fixtures.RECEIPTS;

  @TempDir Path folder;

  @Test
  void everythingElseHasADefault() {
    JobSettings settings = parse(MINIMAL);

    assertThat(settings.model()).isEqualTo("default");
    assertThat(settings.topics().prefix()).isEmpty();
    assertThat(settings.kafka()).containsOnly(Map.entry("bootstrap.servers", "localhost:9092"));
    assertThat(settings.intake())
        .isEqualTo(
            new IntakeRules(
                4,
                new Quantization(Normalization.L2, -14),
                1 << 20,
                Duration.ofMinutes(10),
                false,
                null));
    assertThat(settings.ledger()).isEqualTo(LedgerMode.CONTRIBUTIONS);
    assertThat(settings.retention()).isNull();
    assertThat(settings.retentionEvery()).isEqualTo(Duration.ofHours(1));
    assertThat(settings.learners()).extracting(Learner::name).containsExactly("nearest-mean");
    assertThat(settings.device()).isEqualTo(TensorDevice.AUTO);
    assertThat(settings.modelStore()).isEqualTo(folder.resolve("models"));
    assertThat(settings.keepVersions()).isEqualTo(20);
    assertThat(settings.checkpoints()).isEqualTo(folder.resolve("checkpoints/default"));
    assertThat(settings.checkpointInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.parallelism()).isEqualTo(2);
    assertThat(settings.batchSize()).isEqualTo(2_048);
    assertThat(settings.batchWait()).isEqualTo(Duration.ofMillis(200));
    assertThat(settings.accuracyWindow()).isEqualTo(1_000);
    assertThat(settings.sealing()).isEqualTo(SealingSettings.DEFAULT);
    assertThat(settings.keepPayloads()).isFalse();
    assertThat(settings.transactionTimeout()).isEqualTo(Duration.ofMinutes(15));
    assertThat(settings.flink()).isEmpty();
    assertThat(settings.sourceErasure().enabled()).isFalse();
  }

  @Test
  void everythingCanBeChosen() throws IOException {
    Files.writeString(folder.resolve("secret.key"), KEY + "\n");
    JobSettings settings =
        ConfigurationFile.parse(
            """
            model: irises
            topics: {prefix: flowers.}
            kafka:
              bootstrap.servers: [one:1, two:2]
              sasl: {mechanism: PLAIN}
              retries: 3
              client.id:
            intake:
              dimension: 768
              normalize: none
              step-exponent: -8
              max-event-bytes: 5000
              max-future: PT1H
            pseudonym-key-file: secret.key
            ledger: {retention: P90D, retention-every: PT5M}
            learners: [nearest-mean]
            device: gpu:1
            model-store: {directory: /var/models, keep-versions: 3}
            checkpoints: {directory: ../chk, interval: PT30S}
            parallelism: 4
            batch: {size: 64, wait: PT0.05S}
            evaluate: {window: 50}
            dead-letters: {keep-payloads: true}
            sealing: {compact-every: PT5M}
            kafka-transaction-timeout: PT5M
            flink: {state.backend.type: rocksdb, taskmanager: {numberOfTaskSlots: 4}}
            """
                + Fixtures.RECEIPTS,
            folder,
            Map.of());

    assertThat(settings.model()).isEqualTo("irises");
    assertThat(settings.topics().labeledEvents()).isEqualTo("flowers.labeled-events");
    assertThat(settings.kafka())
        .containsEntry("sasl.mechanism", "PLAIN")
        .containsEntry("retries", "3")
        .doesNotContainKey("client.id");
    assertThat(settings.intake())
        .isEqualTo(
            new IntakeRules(
                768,
                new Quantization(Normalization.NONE, -8),
                5_000,
                Duration.ofHours(1),
                false,
                null));
    assertThat(settings.retention()).isEqualTo(Duration.ofDays(90));
    assertThat(settings.retentionEvery()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.device()).isEqualTo(new TensorDevice("gpu:1"));
    assertThat(settings.modelStore()).isEqualTo(Path.of("/var/models"));
    assertThat(settings.keepVersions()).isEqualTo(3);
    assertThat(settings.checkpoints()).isEqualTo(folder.resolveSibling("chk").resolve("irises"));
    assertThat(settings.checkpointInterval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.parallelism()).isEqualTo(4);
    assertThat(settings.batchSize()).isEqualTo(64);
    assertThat(settings.batchWait()).isEqualTo(Duration.ofMillis(50));
    assertThat(settings.accuracyWindow()).isEqualTo(50);
    assertThat(settings.sealing()).isEqualTo(new SealingSettings(Duration.ofMinutes(5)));
    assertThat(settings.keepPayloads()).isTrue();
    assertThat(settings.transactionTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.flink())
        .isEqualTo(Map.of("state.backend.type", "rocksdb", "taskmanager.numberOfTaskSlots", "4"));
  }

  @Test
  void encoderIsFoundFromTheFileAndPinnedWhenTheJobIsBuilt() throws IOException {
    String yaml =
        MINIMAL
            + """
            encoder:
              path: m/model.pt
              pixels: float32-nchw
              size: 224
              mean: [0.5, 0.25, -1]
              deviation: [1, 2, 0.5]
              batch-size: 16
              max-pixels: 1000
            """;
    IntakeRules rules = parse(yaml).intake();
    Path file = folder.resolve("m/model.pt");

    assertThat(rules.encoder())
        .isEqualTo(
            new EncoderSettings(
                file.toString(),
                null,
                PixelFormat.FLOAT32_NCHW,
                224,
                List.of(0.5, 0.25, -1.0),
                List.of(1.0, 2.0, 0.5),
                16,
                1000));
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(rules::pinned)
        .withMessageContaining(file.toString());
    Files.createDirectories(file.getParent());
    Files.writeString(file, "abc");
    assertThat(rules.pinned().encoderSummary())
        .startsWith("sha256=ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad ");
    assertThat(parse(MINIMAL + "encoder: {path: a.onnx}").intake().encoder())
        .isEqualTo(EncoderSettings.of(folder.resolve("a.onnx").toString()));
    assertThat(parse(MINIMAL).intake().pinned().encoderSummary()).isEqualTo("none");
  }

  @Test
  void digestsModeReachesTheIntake() {
    assertThat(parse(MINIMAL + "ledger: {mode: digests}").intake().digests()).isTrue();
  }

  @Test
  void emptyFileNamesAllThatIsMissing() {
    assertThat(problemsOf("", Map.of()))
        .containsExactlyInAnyOrder(
            "intake.dimension: is nothing, must be a whole number from 1 to 65536",
            "kafka.bootstrap.servers: is nothing, must be host:port of a broker",
            "pseudonym-key-file: must be the path of a key file, unless AMELES_PSEUDONYM_KEY"
                + " holds the key; make one with: openssl rand -hex 32",
            "receipts.key-file: is nothing, must be the path of a key file; make one with: ameles"
                + " keys create FILE");
  }

  @Test
  void allProblemsAreSaidAtOnceWhateverElseIsMissing() {
    assertThat(
            problemsOf(
                """
                model: "../up"
                parallelism: 0
                batch: {size: many, weight: 3}
                evaluate: {window: 2.5}
                dead-letters: {keep-payloads: perhaps}
                ledger: {mode: memory}
                speed: high
                """,
                Map.of()))
        .extracting(problem -> problem.substring(0, problem.indexOf(':')))
        .containsExactlyInAnyOrder(
            "model",
            "intake.dimension",
            "kafka.bootstrap.servers",
            "pseudonym-key-file",
            "parallelism",
            "batch.size",
            "batch.weight",
            "evaluate.window",
            "dead-letters.keep-payloads",
            "ledger.mode",
            "receipts.key-file",
            "speed");
  }

  @Test
  void unknownKeyIsNamedWithItsNeighbours() {
    assertThat(problemsOf(MINIMAL + "batch: {weight: 3}", ENVIRONMENT))
        .containsExactly("batch.weight: is not a key; known are [batch.size, batch.wait]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "parallelism: 129 | parallelism: is 129, must be a whole number from 1 to 128",
        "parallelism: 18446744073709551617 | parallelism: is 18446744073709551617, must be a whole",
        "parallelism: '2' | parallelism: is \"2\", must be a whole number",
        "device: tpu | device: is \"tpu\", must be auto, cpu or gpu:N",
        "learners: [] | learners: is [], must be a list of at least one name",
        "learners: [resnet] | learners.resnet: is of type resnet, must be of [nearest-mean",
        "learners: [x: {type: y}] | learners.x: is of type y, must be of [nearest-mean",
        "learners: [nearest-mean: {depth: 5}] | learners.nearest-mean.depth: there is no such",
        "learners: [nearest-mean, nearest-mean] | learners: is",
        "learners: [Mean: {type: nearest-mean}] | learners: the name Mean must match",
        "learners: nearest-mean | learners: is \"nearest-mean\", must be a list",
        "learners: [uncle: {layers: 128,256}] | learners: is [{\"uncle\":{\"layers\":128,\"256\":null}}], must be settings",
        "learners: [ridge: {features: {a: 1}}] | learners: is",
        "on-unsupported: panic | on-unsupported: is \"panic\", must be report or",
        "topics: {prefix: 'a b'} | topics.prefix: is \"a b\", must be letters, digits",
        "topics: 5 | topics: is not a key",
        "batch: {wait: 5} | batch.wait: is 5, must be an ISO-8601 duration",
        "batch: {wait: PT0S} | batch.wait: is \"PT0S\", must be",
        "batch: {wait: -PT1S} | batch.wait: is \"-PT1S\", must be",
        "batch: {wait: PT0.0001S} | batch.wait: is \"PT0.0001S\", must be",
        "checkpoints: {interval: P106751991167300D} | checkpoints.interval: is",
        "flink: fast | flink: must be keys and their values",
        "intake: {normalize: l1, dimension: 4} | intake.normalize: is \"l1\", must be l2 or none",
        "encoder: {size: 5} | encoder.size: is not a key",
        "encoder: {path: a.onnx, size: -1} | encoder.size: is -1, must be a whole number from 0",
        "encoder: {path: a.onnx, batch-size: 86} | encoder.batch-size: a batch takes up to 1082130432",
        "encoder: {path: a.onnx, size: 2048, max-pixels: 1, batch-size: 1024} | encoder.batch-size: a batch takes up to 12884901888",
        "encoder: {path: a.onnx, max-pixels: 67108864, batch-size: 1024} | encoder.batch-size: a batch takes up to 206158430208",
        "encoder: {path: a.onnx, pixels: float32-nhwc, batch-size: 22} | encoder.batch-size: a batch takes up to 1107296256",
        "encoder: {path: a.onnx, pixels: rgb} | encoder.pixels: is \"rgb\", must be uint8-nhwc or",
        "encoder: {path: a.onnx, sha256: AB} | encoder.sha256: is \"AB\", must be 64 hexadecimal",
        "encoder: {path: a.onnx, mean: [1, 2]} | encoder.mean: is [1,2], must be a list of 3",
        "encoder: {path: a.onnx, mean: [1, 2, x]} | encoder.mean: is [1,2,\"x\"], must be a list",
        "encoder: {path: a.onnx, deviation: [1, 0, 1]} | encoder.deviation: is [1,0,1], must be",
        "ledger: {mode: digests, retention: P1D} | ledger.retention: is \"P1D\", must be absent",
        "kafka-transaction-timeout: PT19S | kafka-transaction-timeout: is \"PT19S\", must be at"
      })
  void valueThatIsNotAllowedIsNamedWithWhatIs(String yaml, String problem) {
    assertThat(problemsOf(merge(yaml), ENVIRONMENT))
        .hasSize(1)
        .first()
        .satisfies(said -> assertThat(said).startsWith(problem));
  }

  private static String merge(String yaml) {
    return yaml.startsWith("intake")
        ? yaml + "\nkafka: {bootstrap.servers: \"localhost:9092\"}\n" + Fixtures.RECEIPTS
        : MINIMAL + yaml;
  }

  @Test
  void theConsolesPublicOriginIsAnOriginAndNothingMore() {
    assertThat(parse(MINIMAL).console().publicOrigin()).isNull();
    for (String good : List.of("https://console.example.org", "https://console.example.org:8443")) {
      assertThat(parse(MINIMAL + "console: {public-origin: \"" + good + "\"}").console())
          .extracting(ConsoleOptions::publicOrigin)
          .hasToString(good);
    }
    for (String bad :
        List.of(
            "http://console.example.org",
            "https://console.example.org/",
            "https://me@console.example.org",
            "https://console.example.org?a",
            "console.example.org",
            "https://",
            "https://a b")) {
      assertThat(problemsOf(MINIMAL + "console: {public-origin: \"" + bad + "\"}", ENVIRONMENT))
          .as(bad)
          .singleElement()
          .asString()
          .startsWith("console.public-origin: ");
    }
  }

  @Test
  void secretsAreNeverQuoted() {
    assertThat(messageOf("pseudonym-key-file: \"" + KEY + "\"", Map.of())).doesNotContain(KEY);
    assertThat(messageOf("pseudonym-key-file: \"" + KEY + "\"", ENVIRONMENT)).doesNotContain(KEY);
    String cut = KEY.substring(1);
    assertThat(messageOf(MINIMAL, Map.of(ConfigurationFile.KEY_VARIABLE, cut)))
        .contains(ConfigurationFile.KEY_VARIABLE)
        .doesNotContain(cut);
    assertThat(messageOf("kafka: {ssl: {key: s3cret}}\nspeed: 1", Map.of()))
        .doesNotContain("s3cret");
    assertThat(parse(MINIMAL.replace("{boot", "{sasl.password: s3cret, boot")).toString())
        .doesNotContain("s3cret", KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka:\n  password: s3cret: no\n",
        "kafka: {password: s3cret",
        "kafka: s3cret\nkafka: s3cret\n",
        "password: \"s3cret\n",
        "model: a\n---\npassword: s3cret\n"
      })
  void whatCannotBeReadIsNotQuoted(String yaml) {
    AmelesException thrown = catchThrowableOfType(AmelesException.class, () -> parse(yaml));

    assertThat(thrown.getMessage()).contains("near line").doesNotContain("s3cret");
    assertThat(thrown.getCause()).isNull();
  }

  @Test
  void fileThatIsMissingIsNamed() {
    Path missing = folder.resolve("missing.yaml");

    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> ConfigurationFile.read(missing, ENVIRONMENT))
        .withMessageContaining("missing.yaml")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
  }

  @Test
  void pathsStartFromTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("ameles.yaml"), MINIMAL);

    assertThat(ConfigurationFile.read(file, ENVIRONMENT).modelStore())
        .isEqualTo(folder.resolve("models"));
  }

  private JobSettings parse(String yaml) {
    return ConfigurationFile.parse(yaml, folder, ENVIRONMENT);
  }

  @Test
  void batchThatIsNoArrayAnyMoreIsRefused() {
    String yaml = merge("intake: {dimension: 65536}") + "\nbatch: {size: 8192}\n";
    assertThat(problemsOf(yaml, ENVIRONMENT))
        .containsExactly("batch.size: is 8192, must be at most 4096 with this many dimensions");
  }

  private String messageOf(String yaml, Map<String, String> environment) {
    AmelesException thrown =
        catchThrowableOfType(
            AmelesException.class, () -> ConfigurationFile.parse(yaml, folder, environment));
    assertThat(thrown.code()).isEqualTo(ErrorCode.CONFIGURATION);
    return thrown.getMessage();
  }

  private List<String> problemsOf(String yaml, Map<String, String> environment) {
    List<String> lines = messageOf(yaml, environment).lines().toList();
    assertThat(lines.get(0))
        .isEqualTo("The configuration has %d problem(s):".formatted(lines.size() - 1));
    return lines.subList(1, lines.size()).stream().map(String::strip).toList();
  }
}
