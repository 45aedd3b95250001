package io.ameles.stream;

import io.ameles.model.Contribution;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.Quantization;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.identity.Pseudonym;
import io.ameles.model.identity.PseudonymKey;
import io.ameles.model.identity.Pseudonyms;
import io.ameles.model.learn.Combiner;
import io.ameles.model.learn.Learner;
import io.ameles.model.learn.Tile;
import io.ameles.model.learn.mean.NearestMean;
import io.ameles.model.receipt.ReceiptKeys;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.decode.IntakeRules;
import io.ameles.stream.decode.Position;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names, sizes and messages that the tests of every stage share. */
public final class Fixtures {
  /** The model's name. */
  public static final String MODEL = "irises";

  /** Features per event. */
  public static final int DIMENSION = 4;

  /** The topic that arrivals come from. */
  public static final String EVENTS_TOPIC = "labeled-events";

  /** The topic that deletions come from. */
  public static final String DELETIONS_TOPIC = "deletion-events";

  /** When Kafka received every record, milliseconds since the epoch: 2025-01-01T00:00:00Z. */
  public static final long RECORDED_AT = 1_735_689_600_000L;

  /** Any 32 bytes. */
  public static final PseudonymKey KEY = PseudonymKey.parse("5a".repeat(32));

  /** What an event of {@link #event} has for features. */
  public static final QuantizedVector VECTOR =
      QuantizedVector.of((short) 3, (short) -2, (short) 1, (short) 0);

  /** Which events are accepted; the ledger keeps contributions. */
  public static final IntakeRules RULES = rules(false);

  /** Which events are accepted when the ledger keeps digests. */
  public static final IntakeRules DIGEST_RULES = rules(true);

  /** Keys of receipts. */
  public static final ReceiptKeys RECEIPT_KEYS =
      ReceiptKeys.readOrCreate(
          Path.of("target/receipt-keys.json"), new SecureRandom(), Instant.EPOCH);

  /** The line of a configuration that names a file with {@link #RECEIPT_KEYS}. */
  public static final String RECEIPTS =
      "receipts: {key-file: '%s'}\n"
          .formatted(Path.of("target/receipt-keys.json").toAbsolutePath());

  private Fixtures() {}

  private static IntakeRules rules(boolean digests) {
    return new IntakeRules(
        DIMENSION, Quantization.DEFAULT, 10_000, Duration.ofMinutes(10), digests, null);
  }

  /** The one learner of the model. */
  public static NearestMean nearestMean() {
    return NearestMean.of(RULES.space());
  }

  /** The tiles of contributions to {@link #nearestMean}. */
  public static Map<String, Tile> combine(List<Contribution> batch) {
    try (Combiner combiner = nearestMean().open(TensorDevice.CPU)) {
      return combiner.combine(batch);
    }
  }

  /** All learners of the model. */
  public static List<Learner> learners() {
    return List.of(nearestMean());
  }

  /** The pseudonym of a subject. */
  public static Pseudonym subject(String name) {
    return new Pseudonyms(KEY).ofSubject(name);
  }

  /** The pseudonym of an example within its subject. */
  public static Pseudonym example(String id) {
    return new Pseudonyms(KEY).ofExample(id);
  }

  /** An event at partition 0, offset 0, time 0, with label "cat", no task and {@link #VECTOR}. */
  public static EventBuilder event(String subject, String example) {
    return new EventBuilder(subject, example);
  }

  /** A deletion of everything about a subject, up to time 0, from partition 0, offset 0. */
  public static DeletionBuilder deleteSubject(String subject) {
    return new DeletionBuilder(DeletionScope.SUBJECT, subject(subject).toHex(), subject(subject));
  }

  /** A deletion of single examples, up to time 0, from partition 0, offset 0. */
  public static DeletionBuilder deleteExamples(String subject, String... examples) {
    return new DeletionBuilder(DeletionScope.EXAMPLES, subject(subject).toHex(), subject(subject))
        .examples(Stream.of(examples).map(Fixtures::example).toList());
  }

  /** A deletion of a label, up to time 0, from partition 0, offset 0. */
  public static DeletionBuilder deleteLabel(String label) {
    return new DeletionBuilder(DeletionScope.LABEL, label, null);
  }

  /** A deletion of a task, up to time 0, from partition 0, offset 0. */
  public static DeletionBuilder deleteTask(String task) {
    return new DeletionBuilder(DeletionScope.TASK, task, null);
  }

  /** Makes an {@link Arrival}. */
  public static final class EventBuilder {
    private final String subject;
    private final String example;
    private int revision;
    private Position position = new Position(0, 0);
    private long occurredAt;
    private String label = "cat";
    private @Nullable String task;
    private ExampleUse use = ExampleUse.TRAIN;
    private QuantizedVector vector = VECTOR;

    private EventBuilder(String subject, String example) {
      this.subject = subject;
      this.example = example;
    }

    /** Its revision. */
    public EventBuilder revision(int newRevision) {
      revision = newRevision;
      return this;
    }

    /** Where it lies. */
    public EventBuilder position(int partition, long offset) {
      position = new Position(partition, offset);
      return this;
    }

    /** When it was observed. */
    public EventBuilder occurredAt(long millis) {
      occurredAt = millis;
      return this;
    }

    /** Its label. */
    public EventBuilder label(String newLabel) {
      label = newLabel;
      return this;
    }

    /** Its task. */
    public EventBuilder task(@Nullable String newTask) {
      task = newTask;
      return this;
    }

    /** What it is for. */
    public EventBuilder use(ExampleUse newUse) {
      use = newUse;
      return this;
    }

    /** Its features. */
    public EventBuilder vector(QuantizedVector newVector) {
      vector = newVector;
      return this;
    }

    /** As it arrives when the ledger keeps contributions. */
    public Arrival build() {
      return build(null);
    }

    /** As it arrives when the ledger keeps digests. */
    public Arrival digested() {
      return build(new Pseudonyms(KEY).ofContent(use, occurredAt, label, task, vector));
    }

    private Arrival build(@Nullable Pseudonym digest) {
      return new Arrival(
          subject(subject),
          example(example),
          revision,
          position,
          RECORDED_AT,
          occurredAt,
          label,
          task,
          use,
          vector,
          digest);
    }
  }

  /** Makes a {@link Deletion}. */
  public static final class DeletionBuilder {
    private final DeletionScope scope;
    private final String target;
    private final @Nullable Pseudonym subject;
    private List<Pseudonym> examples = List.of();
    private List<Arrival> brought = List.of();
    private String id = "request";
    private Position position = new Position(0, 0);
    private long requestedAt;
    private boolean permanent;
    private Deletion.Terms terms = Deletion.Terms.plain(RECORDED_AT);

    private DeletionBuilder(DeletionScope scope, String target, @Nullable Pseudonym subject) {
      this.scope = scope;
      this.target = target;
      this.subject = subject;
    }

    private DeletionBuilder examples(List<Pseudonym> newExamples) {
      examples = newExamples;
      return this;
    }

    /** The examples that it brings. */
    public DeletionBuilder bringing(List<Arrival> newBrought) {
      brought = newBrought;
      return this;
    }

    /** Chosen by the requester. */
    public DeletionBuilder id(String newId) {
      id = newId;
      return this;
    }

    /** Where it lies. */
    public DeletionBuilder position(int partition, long offset) {
      position = new Position(partition, offset);
      return this;
    }

    /** It covers what occurred up to and including then. */
    public DeletionBuilder upTo(long millis) {
      requestedAt = millis;
      return this;
    }

    /** Whether it covers everything, for ever. */
    public DeletionBuilder permanent(boolean newPermanent) {
      permanent = newPermanent;
      return this;
    }

    /** How it is to be handled. */
    public DeletionBuilder terms(Deletion.Terms newTerms) {
      terms = newTerms;
      return this;
    }

    /** The deletion. */
    public Deletion build() {
      return new Deletion(request(), subject, examples, brought);
    }

    /** What the receipt repeats of it. */
    public Deletion.Request request() {
      return new Deletion.Request(
          id,
          position,
          scope,
          target,
          permanent,
          requestedAt,
          RECORDED_AT,
          new Pseudonyms(KEY).ofExample(scope + target + requestedAt + permanent),
          terms);
    }
  }
}
