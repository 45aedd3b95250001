package io.ameles.model.verify;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.encode.Encoder;
import io.ameles.model.identity.PseudonymKey;
import io.ameles.model.version.Manifest;
import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.ExampleUse;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.RequestAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes a version from the topics and compares. What it holds the version against:
 *
 * <ol>
 *   <li>Of all usable events that claim to be one example (same subject or none, same id), the one
 *       with the highest revision counts; of several with that, the one with the lowest partition
 *       and, in it, the lowest offset.
 *   <li>The example is live unless a usable deletion covers that event, or it occurred no later
 *       than the retention cutoff.
 *   <li>A deletion covers what its scope names and what occurred no later than its {@code
 *       requestedAt}; a permanent one covers all that its scope names. A refused deletion, or part
 *       of one, covers nothing, nor does one that is held; a confirmation covers what it repeats.
 *       Which is which, the receipts tell.
 *   <li>The state of an additive learner is the sum over the live examples to train on; what is to
 *       be evaluated on has no part in it.
 * </ol>
 *
 * <p>Reads the deletions once and the labelled events twice: first their names, keeping some 200
 * bytes per example and no features, then the features of the live ones, keeping one sum per label.
 * Pictures are embedded each time, by the same {@link Encoder} as in the job: the audit does not
 * check the encoder's arithmetic by other means than repeating it.
 *
 * <p>Where the order in which the job read its input shows in what it did, the audit cannot follow:
 *
 * <ul>
 *   <li>With retention, the job forgets that an example existed once it is too old. The audit
 *       assumes that no correction, and no event that contradicts another, occurred earlier than
 *       what it replaces.
 *   <li>In ledger mode digests, the first of two events that contradict each other stays. The audit
 *       assumes that they lie in one partition, which they do if the subject is the Kafka key.
 *   <li>How many contradictions (CONFLICTING_CONTENT) there were depends on what was deleted in
 *       between, so they are not counted, and a manifest may state more dead letters than the audit
 *       finds among the labelled events.
 * </ul>
 */
public final class Audit {
  private static final String DIGESTS = "digests";
  private static final List<String> MODES = List.of("contributions", DIGESTS);

  private final Manifest manifest;
  private final Carried carried;
  private final Intake intake;

  private Audit(Manifest manifest, Carried carried, @Nullable Encoder encoder) {
    this.manifest = manifest;
    this.carried = carried;
    this.intake = new Intake(manifest.intake(), manifest.ledger().equals(DIGESTS), encoder);
  }

  /**
   * The audit of a version.
   *
   * @param key behind the pseudonyms of subjects and examples
   * @param targets how receipts name what was refused
   * @param receipts in the order of their topic, of at least every deletion that the version
   *     reflects
   * @throws AmelesException with {@link ErrorCode#CORRUPT_FILE} if the manifest names no ledger
   *     mode that there is
   */
  public static Audit of(
      Manifest manifest, PseudonymKey key, ReceiptTargets targets, List<DeletionReceipt> receipts) {
    if (!MODES.contains(manifest.ledger())) {
      throw new AmelesException(
          ErrorCode.CORRUPT_FILE,
          "The manifest of version %d names ledger mode %s; there are %s."
              .formatted(manifest.epoch(), manifest.ledger(), String.join(" and ", MODES)));
    }
    return new Audit(manifest, new Carried(manifest, key, targets, receipts), null);
  }

  /**
   * The same audit for a version that was made of pictures, too.
   *
   * @param encoder lent for the time of the audit
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} if it is another than the manifest
   *     names, or {@link ErrorCode#ENGINE} if this machine computes other embeddings with it than
   *     the one that made the version
   */
  public Audit with(Encoder encoder) {
    Manifest.Encoder stated = manifest.intake().encoder();
    Manifest.Encoder actual = encoder.toManifest();
    if (stated == null
        || !stated.sha256().equals(actual.sha256())
        || !stated.settings().equals(actual.settings())) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "Version %d was made with the encoder %s; this one is %s."
              .formatted(manifest.epoch(), stated, actual));
    }
    if (stated.arithmetic() != null && !stated.arithmetic().equals(actual.arithmetic())) {
      throw new AmelesException(
          ErrorCode.ENGINE,
          "This machine cannot audit version %d: its processor, engine or Java platform computes other last bits of embeddings than the one that made it (%s here, %s there). Audit on a machine of the same kind."
              .formatted(manifest.epoch(), actual.arithmetic(), stated.arithmetic()));
    }
    return new Audit(manifest, carried, encoder);
  }

  /**
   * Recomputes the version.
   *
   * @param events the labelled events that it reflects
   * @param deletions the deletions that it reflects
   * @throws AmelesException with {@link ErrorCode#NOT_FOUND} if a deletion has no receipt that
   *     tells what became of it
   */
  public AuditResult run(RecordLog events, RecordLog deletions) {
    Reading deletionReading = new Reading();
    Forgotten forgotten = forgotten(deletions, deletionReading);
    Reading eventReading = new Reading();
    Claims claims = claims(events, forgotten, eventReading);
    Set<Claims.Position> live = claims.live(ExampleUse.TRAIN);
    Map<String, Recomputation> learners = recomputations();
    recompute(events, live, learners);
    return new AuditResult(
        manifest.epoch(),
        manifest.liveExamples(),
        live.size(),
        manifest.evaluationExamples(),
        claims.live(ExampleUse.EVALUATE).size(),
        eventReading.against(manifest.accounting().received()),
        deletionReading.against(manifest.accounting().deletionsReceived()),
        compare(learners));
  }

  private Forgotten forgotten(RecordLog deletions, Reading reading) {
    String cutoff = manifest.retentionCutoff();
    Forgotten forgotten =
        new Forgotten(cutoff == null ? null : Instant.parse(cutoff).toEpochMilli());
    deletions.forEach(
        log -> {
          reading.read++;
          try {
            forget(log, intake.deletion(log), forgotten);
          } catch (MalformedEventException e) {
            reading.lost(e.code());
          }
        });
    return forgotten;
  }

  private void forget(LogRecord log, DeletionEvent request, Forgotten forgotten) {
    boolean deletes =
        request.getAction() == RequestAction.FORGET || request.getAction() == RequestAction.CONFIRM;
    if (!deletes || !carried.any(log)) {
      return;
    }
    long until =
        request.getPermanent() ? Forgotten.FOREVER : request.getRequestedAt().toEpochMilli();
    switch (request.getScope()) {
      case SUBJECT -> {
        for (String subject : Intake.subjects(request)) {
          if (carried.ofSubject(log, subject)) {
            forgotten.subject(subject, until);
          }
        }
      }
      case EXAMPLES -> forgetExamples(log, request, until, forgotten);
      case LABEL -> {
        if (carried.ofName(log, request.getLabel())) {
          forgotten.label(request.getLabel(), until);
        }
      }
      case TASK -> {
        if (carried.ofName(log, request.getTask())) {
          forgotten.task(request.getTask(), until);
        }
      }
    }
  }

  private void forgetExamples(
      LogRecord log, DeletionEvent request, long until, Forgotten forgotten) {
    for (String id : request.getExampleIds()) {
      if (carried.ofExample(log, id)) {
        forgotten.example(new ExampleName(request.getSubject(), id), until);
      }
    }
  }

  private Claims claims(RecordLog events, Forgotten forgotten, Reading reading) {
    Claims claims = new Claims();
    EventReading names =
        new EventReading(
            intake,
            (log, seen) -> claims.claim(log, seen, forgotten.covers(seen)),
            refusal -> reading.lost(refusal.code()));
    events.forEach(
        log -> {
          reading.read++;
          names.read(log);
        });
    names.finish();
    return claims;
  }

  private void recompute(
      RecordLog events, Set<Claims.Position> live, Map<String, Recomputation> learners) {
    EventReading features =
        new EventReading(
            intake,
            (log, seen) ->
                learners.values().forEach(learner -> learner.add(seen.label(), seen.vector())),
            refusal -> {
              throw new IllegalStateException(
                  "the log says something else when it is read again", refusal);
            });
    events.forEach(
        log -> {
          if (live.contains(new Claims.Position(log.partition(), log.offset()))) {
            features.read(log);
          }
        });
    features.finish();
  }

  private Map<String, Recomputation> recomputations() {
    Map<String, Recomputation> learners = new LinkedHashMap<>();
    for (Manifest.Learner learner : manifest.learners()) {
      Recomputation.of(learner, manifest.intake())
          .ifPresent(recomputation -> learners.put(learner.name(), recomputation));
    }
    return learners;
  }

  private List<LearnerAudit> compare(Map<String, Recomputation> recomputed) {
    List<LearnerAudit> learners = new ArrayList<>();
    for (Manifest.Learner learner : manifest.learners()) {
      Recomputation actual = recomputed.get(learner.name());
      learners.add(
          new LearnerAudit(
              learner.name(),
              learner.additive(),
              learner.stateDigest(),
              actual == null ? null : actual.digest()));
    }
    return learners;
  }

  /** Counts while a log is read. */
  private static final class Reading {
    private final SortedMap<DeadLetterCode, Long> deadLetters = new TreeMap<>();
    private long read;

    void lost(DeadLetterCode code) {
      deadLetters.merge(code, 1L, Long::sum);
    }

    TopicAudit against(long expected) {
      return new TopicAudit(expected, read, deadLetters);
    }
  }
}
