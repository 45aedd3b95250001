package io.ameles.model.version;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The provenance of one version: everything needed to recompute it from the topics, and the digests
 * to compare the result with.
 *
 * @param format version of this file's own format; {@link #FORMAT}
 * @param model the model's name
 * @param epoch the checkpoint that the version is a cut of
 * @param parent the epoch of the version before; null for the first
 * @param createdAt ISO-8601 instant
 * @param software name and version of the writer
 * @param intake the rules by which events were accepted
 * @param ledger {@code contributions} or {@code digests}
 * @param retentionCutoff ISO-8601 instant up to which retention has removed everything; null
 *     without retention
 * @param cleanSince the newest epoch in which a deletion was carried out or anything else was
 *     removed for good; versions before it may hold what was removed, and are deleted when this one
 *     is current; null if nothing was removed yet
 * @param offsets per topic and partition: the offset after the last record that is reflected
 * @param liveExamples how many examples the version is made of
 * @param evaluationExamples how many examples it is evaluated on and not made of
 * @param accounting what became of the received records; see {@link Accounting}
 * @param learners one entry per learner; empty in a draft
 */
public record Manifest(
    int format,
    String model,
    long epoch,
    @Nullable Long parent,
    String createdAt,
    String software,
    Intake intake,
    String ledger,
    @Nullable String retentionCutoff,
    @Nullable Long cleanSince,
    SortedMap<String, SortedMap<Integer, Long>> offsets,
    long liveExamples,
    long evaluationExamples,
    Accounting accounting,
    List<Learner> learners) {
  /** A version that is evaluated on nothing. */
  public Manifest(
      int format,
      String model,
      long epoch,
      @Nullable Long parent,
      String createdAt,
      String software,
      Intake intake,
      String ledger,
      @Nullable String retentionCutoff,
      @Nullable Long cleanSince,
      SortedMap<String, SortedMap<Integer, Long>> offsets,
      long liveExamples,
      Accounting accounting,
      List<Learner> learners) {
    this(
        format,
        model,
        epoch,
        parent,
        createdAt,
        software,
        intake,
        ledger,
        retentionCutoff,
        cleanSince,
        offsets,
        liveExamples,
        0,
        accounting,
        learners);
  }

  /** The format that this software writes, and the highest that it reads. */
  public static final int FORMAT = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** Copies the collections. */
  public Manifest {
    SortedMap<String, SortedMap<Integer, Long>> copy = new TreeMap<>();
    offsets.forEach((topic, partitions) -> copy.put(topic, new TreeMap<>(partitions)));
    offsets = copy;
    learners = List.copyOf(learners);
  }

  /**
   * The rules by which events are accepted, as the audit must apply them.
   *
   * @param dimension how many features an event has
   * @param normalize {@code l2} or {@code none}
   * @param stepExponent the quantization step is 2^stepExponent
   * @param maxEventBytes larger records are set aside
   * @param maxFutureMillis events further in the future of Kafka's timestamp are set aside
   * @param encoder what makes features of pictures; null if there is none
   */
  public record Intake(
      int dimension,
      String normalize,
      int stepExponent,
      int maxEventBytes,
      long maxFutureMillis,
      @Nullable Encoder encoder) {}

  /**
   * What makes features of pictures, see docs/encoder.md.
   *
   * @param sha256 of the model's file, hexadecimal
   * @param settings everything else that was chosen about it, in words
   * @param arithmetic by which a machine shows that it computes the same embeddings to the last
   *     bit, hexadecimal; null as long as there was no picture
   */
  public record Encoder(String sha256, String settings, @Nullable String arithmetic) {}

  /**
   * What became of every record of the two input topics, since the beginning:
   *
   * <pre>received = learned + duplicates + covered + deadLetters</pre>
   *
   * <p>An event that was learned and then turned out to be the later one of two that contradict
   * each other moves from learned to deadLetters.
   *
   * @param received labelled events read
   * @param learned events that became the content of an example, corrections and examples that are
   *     only evaluated on included
   * @param duplicates events that were there before, or were replaced by a higher revision before
   *     they came
   * @param covered events that a deletion received earlier already covered
   * @param deadLetters labelled events that were set aside
   * @param forgotten examples of either use removed by deletions and retention after they had been
   *     learned
   * @param deletionsReceived deletion events read
   * @param deletionDeadLetters deletion events that were set aside
   */
  public record Accounting(
      long received,
      long learned,
      long duplicates,
      long covered,
      long deadLetters,
      long forgotten,
      long deletionsReceived,
      long deletionDeadLetters) {
    /** Nothing received yet. */
    public static final Accounting NONE = new Accounting(0, 0, 0, 0, 0, 0, 0, 0);

    /** Both together. */
    public Accounting plus(Accounting other) {
      return new Accounting(
          received + other.received,
          learned + other.learned,
          duplicates + other.duplicates,
          covered + other.covered,
          deadLetters + other.deadLetters,
          forgotten + other.forgotten,
          deletionsReceived + other.deletionsReceived,
          deletionDeadLetters + other.deletionDeadLetters);
    }

    /** Whether every received event is accounted for. */
    public boolean balanced() {
      return received == learned + duplicates + covered + deadLetters;
    }
  }

  /**
   * One learner's part of the version.
   *
   * @param name the learner's name
   * @param type which algorithm
   * @param settings all of its settings
   * @param additive whether its state is integers that can be recomputed from the topics
   * @param file the safetensors file beside the manifest
   * @param fileSha256 of that file, hexadecimal
   * @param stateDigest SHA-256 of the canonical integer state, or of the parameters of a learner
   *     that is not additive, hexadecimal
   * @param labels how many labels it can predict
   * @param facts numbers about the parameters, by name
   */
  public record Learner(
      String name,
      String type,
      SortedMap<String, String> settings,
      boolean additive,
      String file,
      String fileSha256,
      String stateDigest,
      int labels,
      SortedMap<String, Double> facts) {
    /** Copies the maps. */
    public Learner {
      settings = new TreeMap<>(settings);
      facts = new TreeMap<>(facts);
    }
  }

  /** The entry of one learner. */
  public Learner learner(String name) {
    return learners.stream()
        .filter(learner -> learner.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new AmelesException(
                    ErrorCode.NOT_FOUND,
                    "Version %d has no learner %s; it has %s."
                        .formatted(epoch, name, learners.stream().map(Learner::name).toList())));
  }

  Manifest withLearners(List<Learner> written) {
    return new Manifest(
        format,
        model,
        epoch,
        parent,
        createdAt,
        software,
        intake,
        ledger,
        retentionCutoff,
        cleanSince,
        offsets,
        liveExamples,
        evaluationExamples,
        accounting,
        written);
  }

  /** The manifest as indented JSON. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest is plain data", e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @param origin where it comes from, for the error message
   * @throws AmelesException with {@link ErrorCode#CORRUPT_FILE} if it is something else
   */
  public static Manifest parse(String json, String origin) {
    try {
      int format = JSON.readTree(json).path("format").asInt();
      if (format != FORMAT) {
        throw new AmelesException(
            ErrorCode.CORRUPT_FILE,
            "%s has format %d; this software reads up to %d. Use a newer one."
                .formatted(origin, format, FORMAT));
      }
      return JSON.readValue(json, Manifest.class);
    } catch (JsonProcessingException e) {
      throw new AmelesException(ErrorCode.CORRUPT_FILE, origin + " is not a readable manifest.", e);
    }
  }
}
