package io.ameles.stream.job;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.drift.DetectorType;
import io.ameles.model.embed.Normalization;
import io.ameles.model.embed.Quantization;
import io.ameles.model.identity.PseudonymKey;
import io.ameles.model.learn.Learner;
import io.ameles.model.learn.mean.NearestMean;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import io.ameles.schema.TopicNames;
import io.ameles.stream.decode.IntakeRules;
import io.ameles.stream.ledger.LedgerMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The YAML file in which a job is configured. Defaults are here and nowhere else. */
public final class ConfigurationFile {
  /** The environment variable that can hold the pseudonym key instead of a file. */
  public static final String KEY_VARIABLE = "AMELES_PSEUDONYM_KEY";

  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

  private ConfigurationFile() {}

  /**
   * Reads and validates a file.
   *
   * @param environment where the pseudonym key may be
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} and one line per problem
   */
  public static JobSettings read(Path file, Map<String, String> environment) {
    try {
      return parse(Files.readString(file), file.toAbsolutePath().getParent(), environment);
    } catch (IOException e) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION, "%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Validates a configuration.
   *
   * @param yaml the file's content
   * @param folder that relative paths in it start from
   * @param environment where the pseudonym key may be
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} and one line per problem
   */
  public static JobSettings parse(String yaml, Path folder, Map<String, String> environment) {
    JsonNode root;
    try {
      root = YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      // The parser's own message quotes the line, which may hold a password.
      throw new AmelesException(ErrorCode.CONFIGURATION, unreadable(e.getLocation()));
    }
    ConfigurationReader reader = new ConfigurationReader(root);
    Draft draft = new Draft(reader, folder, environment);
    JobSettings settings = draft.settings();
    List<String> problems = reader.problems();
    if (!problems.isEmpty()) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "The configuration has %d problem(s):\n  %s"
              .formatted(problems.size(), String.join("\n  ", problems)));
    }
    return settings;
  }

  private static String unreadable(@Nullable JsonLocation where) {
    return "The configuration cannot be read%s: it is not YAML, repeats a key, or goes on after its end."
        .formatted(where == null ? "" : " near line " + where.getLineNr());
  }

  /** What becomes of a deletion whose scope a learner does not support. */
  private enum OnUnsupported {
    /** The receipt says so. */
    REPORT,
    /** Such a learner is refused from the outset. */
    REJECT_AT_START
  }

  /** One pass over a file. */
  private static final class Draft {
    /** A batch is one array on the device. */
    private static final long MAX_BATCH_VALUES = 1 << 28;

    private static final PseudonymKey NO_KEY = PseudonymKey.parse("00".repeat(32));

    private final ConfigurationReader reader;
    private final Path folder;
    private final Map<String, String> environment;

    Draft(ConfigurationReader reader, Path folder, Map<String, String> environment) {
      this.reader = reader;
      this.folder = folder;
      this.environment = environment;
    }

    /** The settings; of no use if there was any problem. */
    JobSettings settings() {
      LedgerMode mode = reader.choice("ledger.mode", LedgerMode.CONTRIBUTIONS);
      Duration retention = reader.optionalDuration("ledger.retention");
      if (retention != null && mode == LedgerMode.DIGESTS) {
        reader.problem(
            "ledger.retention",
            "absent in ledger mode digests, which keeps nothing that could be subtracted");
      }
      Duration interval = reader.duration("checkpoints.interval", Duration.ofSeconds(10));
      Duration timeout = reader.duration("kafka-transaction-timeout", Duration.ofMinutes(15));
      if (timeout.compareTo(interval.multipliedBy(2)) < 0) {
        reader.problem(
            "kafka-transaction-timeout", "at least twice checkpoints.interval, better much more");
      }
      String model = name("model", "default");
      int batchSize = reader.integer("batch.size", 2_048, 1, 65_536);
      IntakeRules intake = intake(mode);
      if ((long) batchSize * intake.dimension() > MAX_BATCH_VALUES) {
        reader.problem(
            "batch.size",
            "at most %d with this many dimensions"
                .formatted(MAX_BATCH_VALUES / intake.dimension()));
      }
      List<Learner> learners = learners(intake);
      return new JobSettings(
          model,
          new TopicNames(prefix()),
          kafka(),
          intake,
          key(),
          mode,
          retention,
          reader.duration("ledger.retention-every", Duration.ofHours(1)),
          learners,
          device(),
          path("model-store.directory", "models"),
          reader.integer("model-store.keep-versions", 20, 1, 1_000_000),
          path("checkpoints.directory", "checkpoints").resolve(model),
          interval,
          reader.integer("parallelism", 2, 1, 128),
          batchSize,
          reader.duration("batch.wait", Duration.ofMillis(200)),
          reader.integer("evaluate.window", 1_000, 1, Integer.MAX_VALUE),
          reader.choices(
              "evaluate.detectors",
              DetectorType.class,
              List.of(DetectorType.ADWIN, DetectorType.PAGE_HINKLEY)),
          reader.flag("dead-letters.keep-payloads", false),
          timeout,
          reader.raw("flink"),
          ReceiptsSection.read(reader, folder),
          SealingSection.read(reader),
          RequestsSection.read(reader, folder),
          SourceErasureSection.read(reader),
          PredictionsSection.read(reader, learners),
          DriftSection.read(reader, intake),
          EvaluationSection.holdoutPerTask(reader),
          ConsoleSection.read(reader, folder, environment));
    }

    private IntakeRules intake(LedgerMode mode) {
      int dimension = reader.requiredInteger("intake.dimension", 1, 65_536);
      Normalization normalization = reader.choice("intake.normalize", Normalization.L2);
      int exponent = reader.integer("intake.step-exponent", -14, -20, 0);
      int maxBytes = reader.integer("intake.max-event-bytes", 1 << 20, 1, 1 << 26);
      Duration maxFuture = reader.duration("intake.max-future", Duration.ofMinutes(10));
      return new IntakeRules(
          dimension,
          new Quantization(normalization, exponent),
          maxBytes,
          maxFuture,
          mode == LedgerMode.DIGESTS,
          EncoderSection.read(reader, folder));
    }

    private List<Learner> learners(IntakeRules intake) {
      List<Learner> learners =
          LearnerList.from(reader, List.of(NearestMean.TYPE), folder, intake.space());
      requireSupport(learners);
      return learners;
    }

    private void requireSupport(List<Learner> learners) {
      if (reader.choice("on-unsupported", OnUnsupported.REPORT) == OnUnsupported.REPORT) {
        return;
      }
      for (Learner learner : learners) {
        List<DeletionScope> unsupported =
            Arrays.stream(DeletionScope.values())
                .filter(scope -> learner.guarantee(scope) == Guarantee.UNSUPPORTED)
                .toList();
        if (!unsupported.isEmpty()) {
          reader.problem(
              "on-unsupported",
              "report, or the configuration without %s, which cannot forget %s"
                  .formatted(learner.name(), unsupported));
        }
      }
    }

    private Properties kafka() {
      Properties properties = new Properties();
      properties.putAll(reader.raw("kafka"));
      if (!properties.containsKey("bootstrap.servers")) {
        reader.problem("kafka.bootstrap.servers", "host:port of a broker");
      }
      return properties;
    }

    private PseudonymKey key() {
      String file = reader.text("pseudonym-key-file", "");
      String inline = environment.getOrDefault(KEY_VARIABLE, "");
      if (file.isEmpty() == inline.isEmpty()) {
        reader.problemUnquoted(
            "pseudonym-key-file",
            "the path of a key file, unless %s holds the key; make one with: openssl rand -hex 32"
                .formatted(KEY_VARIABLE));
        return NO_KEY;
      }
      try {
        return file.isEmpty()
            ? PseudonymKey.parse(inline)
            : PseudonymKey.read(folder.resolve(file));
      } catch (AmelesException | InvalidPathException e) {
        // Quotes nothing: somebody may have put the key where its path should be.
        reader.problemUnquoted(
            file.isEmpty() ? KEY_VARIABLE : "pseudonym-key-file",
            "%s 64 hexadecimal digits; make one with: openssl rand -hex 32"
                .formatted(file.isEmpty() ? "" : "the path of a readable file of")
                .strip());
        return NO_KEY;
      }
    }

    private TensorDevice device() {
      String name = reader.text("device", "auto");
      try {
        return new TensorDevice(name);
      } catch (IllegalArgumentException e) {
        reader.problem("device", "auto, cpu or gpu:N");
        return TensorDevice.AUTO;
      }
    }

    private String name(String key, String defaultValue) {
      String name = reader.text(key, defaultValue);
      if (!name.matches(NAME)) {
        reader.problem(key, "1 to 100 letters, digits, dots, dashes and underscores");
        return defaultValue;
      }
      return name;
    }

    private String prefix() {
      String prefix = reader.text("topics.prefix", "");
      if (!prefix.isEmpty() && !prefix.matches(NAME)) {
        reader.problem("topics.prefix", "letters, digits, dots, dashes and underscores");
      }
      return prefix;
    }

    private Path path(String key, String defaultValue) {
      try {
        return folder.resolve(reader.text(key, defaultValue)).toAbsolutePath().normalize();
      } catch (InvalidPathException e) {
        reader.problem(key, "a path");
        return folder;
      }
    }
  }
}
