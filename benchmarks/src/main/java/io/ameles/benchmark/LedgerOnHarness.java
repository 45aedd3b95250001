package io.ameles.benchmark;

import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.identity.Pseudonym;
import io.ameles.model.identity.PseudonymKey;
import io.ameles.model.identity.Pseudonyms;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.decode.LedgerInput;
import io.ameles.stream.decode.Position;
import io.ameles.stream.decode.PseudonymCodec;
import io.ameles.stream.ledger.Change;
import io.ameles.stream.ledger.ChangeCodec;
import io.ameles.stream.ledger.LedgerMode;
import io.ameles.stream.ledger.LedgerOperator;
import io.ameles.stream.seal.CompactionSchedule;
import io.ameles.stream.state.CodecSerializer;
import io.ameles.stream.state.CodecTypeInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/**
 * The ledger's operator on a state backend, without a cluster and without what comes before and
 * after it. Keeps contributions. Its answers are serialized, as if they left the process, and
 * dropped. NOT thread-safe.
 */
final class LedgerOnHarness implements AutoCloseable {
  private static final int PARALLELISM = 1;
  private static final int MAX_PARALLELISM = 128;
  private static final CompactionSchedule NEVER = new CompactionSchedule(Long.MAX_VALUE);
  private static final long TIME = 1_700_000_000_000L;
  private static final Pseudonyms PSEUDONYMS = new Pseudonyms(PseudonymKey.parse("5a".repeat(32)));

  private final KeyedTwoInputStreamOperatorTestHarness<Pseudonym, LedgerInput, LedgerInput, Change>
      harness;
  private final int examplesPerSubject;
  private final int dimension;
  private final SplittableRandom random = new SplittableRandom(1);
  private long offset;

  /**
   * @param backend that keeps the state
   * @param examplesPerSubject how many examples every subject has
   * @param dimension features per example
   */
  LedgerOnHarness(StateBackend backend, int examplesPerSubject, int dimension) throws Exception {
    this.examplesPerSubject = examplesPerSubject;
    this.dimension = dimension;
    KeySelector<LedgerInput, Pseudonym> none = null; // the second input is broadcast
    harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new LedgerOperator(LedgerMode.CONTRIBUTIONS, "labeled-events", Set.of(), NEVER),
            LedgerInput::subjectKey,
            none,
            CodecTypeInfo.of(PseudonymCodec.INSTANCE),
            MAX_PARALLELISM,
            PARALLELISM,
            0);
    harness.setStateBackend(backend);
    harness.setup(new CodecSerializer<>(ChangeCodec.INSTANCE));
    harness.open();
  }

  /** Learns all examples of a subject that the ledger does not know yet. */
  void learn(int subject) throws Exception {
    Pseudonym pseudonym = subject(subject);
    for (int i = 0; i < examplesPerSubject; i++) {
      harness.processElement1(new StreamRecord<>(arrival(pseudonym, subject + "-" + i)));
    }
    dropAnswers();
  }

  private Arrival arrival(Pseudonym subject, String example) {
    short[] features = new short[dimension];
    for (int i = 0; i < dimension; i++) {
      features[i] = (short) random.nextInt(Short.MIN_VALUE + 1, Short.MAX_VALUE);
    }
    return new Arrival(
        subject,
        PSEUDONYMS.ofExample(example),
        0,
        new Position(0, offset++),
        TIME,
        TIME,
        "label-" + random.nextInt(10),
        null,
        ExampleUse.TRAIN,
        QuantizedVector.of(features),
        null);
  }

  /**
   * Deletes a subject.
   *
   * @return how long the operator was busy with it, in nanoseconds
   */
  long forget(int subject) throws Exception {
    StreamRecord<LedgerInput> request = new StreamRecord<>(deletion(subject));
    long began = System.nanoTime();
    harness.processElement1(request);
    long nanos = System.nanoTime() - began;
    requireRemoved();
    dropAnswers();
    return nanos;
  }

  private Deletion deletion(int subject) {
    Pseudonym pseudonym = subject(subject);
    byte[] name = ("request-" + subject).getBytes(StandardCharsets.UTF_8);
    return new Deletion(
        new Deletion.Request(
            "request-" + subject,
            new Position(0, offset++),
            DeletionScope.SUBJECT,
            pseudonym.toHex(),
            false,
            TIME,
            TIME,
            PSEUDONYMS.ofRequest(name),
            Deletion.Terms.plain(TIME)),
        pseudonym,
        List.of(),
        List.of());
  }

  private static Pseudonym subject(int number) {
    return PSEUDONYMS.ofSubject("subject-" + number);
  }

  /** What was not done cannot have been fast. */
  private void requireRemoved() {
    long removed = harness.getSideOutput(LedgerOperator.OUTCOMES).peek().getValue().removed();
    if (removed != examplesPerSubject) {
      throw new IllegalStateException(
          "removed %d examples instead of %d".formatted(removed, examplesPerSubject));
    }
  }

  private void dropAnswers() {
    harness.getOutput().clear();
    for (var tag : List.of(LedgerOperator.OUTCOMES, LedgerOperator.FIRST_SEEN)) {
      var answers = harness.getSideOutput(tag);
      if (answers != null) {
        answers.clear();
      }
    }
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
