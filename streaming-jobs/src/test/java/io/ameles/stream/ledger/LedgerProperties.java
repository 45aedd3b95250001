package io.ameles.stream.ledger;

import static io.ameles.stream.Fixtures.deleteExamples;
import static io.ameles.stream.Fixtures.deleteLabel;
import static io.ameles.stream.Fixtures.deleteSubject;
import static io.ameles.stream.Fixtures.deleteTask;
import static io.ameles.stream.ledger.LedgerMessages.EXAMPLES;
import static io.ameles.stream.ledger.LedgerMessages.SUBJECTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.decode.LedgerInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Mode contributions: what is live depends on what was received, and on nothing else. */
class LedgerProperties {
  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void theModelIsThatOfTheLiveExamplesWhateverTheOrder(
      @ForAll("anything") List<LedgerInput> messages,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int parallelism) {
    TestingLedger ledger = new TestingLedger(LedgerMode.CONTRIBUTIONS, parallelism);
    ledger.receiveAll(LedgerMessages.shuffled(messages, seed));

    requireEqual(ledger, messages, seed);
  }

  /** What is to be learned from and what is to be evaluated on are told apart, and both exact. */
  private static void requireEqual(TestingLedger ledger, List<LedgerInput> messages, long seed) {
    Set<Arrival> train = LiveSetOracle.live(ExampleUse.TRAIN, messages);
    assertThat(ChangeSum.digest(ledger.output.changes, seed))
        .isEqualTo(LiveSetOracle.digest(train));
    assertThat(ledger.output.tally.live()).isEqualTo(train.size());
    Set<Arrival> evaluate = LiveSetOracle.live(ExampleUse.EVALUATE, messages);
    assertThat(ChangeSum.digest(ledger.output.evaluated(), seed))
        .isEqualTo(LiveSetOracle.digest(evaluate));
    assertThat(ledger.output.tally.evaluation()).isEqualTo(evaluate.size());
  }

  /** All parts of the ledger together say what stays of a task, however it is divided. */
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void aDeletedTaskIsToldWithTheNewestExampleThatStays(
      @ForAll("anything") List<LedgerInput> messages,
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 10) int cutoff,
      @ForAll @IntRange(min = 1, max = 4) int parallelism) {
    TestingLedger ledger = new TestingLedger(LedgerMode.CONTRIBUTIONS, parallelism);
    ledger.receiveAll(LedgerMessages.shuffled(messages, seed));
    String task = LedgerMessages.TASKS.get(0);
    Deletion last = deleteTask(task).id("last").position(9, 9).upTo(cutoff).build();
    ledger.output.deletedTags.clear();
    ledger.receive(last);

    List<LedgerInput> all = new ArrayList<>(messages);
    all.add(last);
    long newest =
        LiveSetOracle.live(ExampleUse.TRAIN, all).stream()
            .filter(arrival -> task.equals(arrival.task()))
            .mapToLong(Arrival::occurredAt)
            .max()
            .orElse(Long.MIN_VALUE);
    List<TagDeletion> told = ledger.output.deletedTags;
    assertThat(told.size()).as("news to each or to none").isIn(0, parallelism);
    assertThat(told).extracting(TagDeletion::cutoff).isSubsetOf((long) cutoff, Long.MAX_VALUE);
    if (!told.isEmpty()) {
      assertThat(told.stream().mapToLong(TagDeletion::newest).max()).hasValue(newest);
    }
  }

  /** The models would be the same had nobody ever sent anything to evaluate on. */
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void theModelIsTheSameWhateverIsEvaluated(
      @ForAll("anything") List<LedgerInput> messages, @ForAll long seed) {
    List<LedgerInput> other =
        messages.stream().map(message -> elsewhereIfEvaluated(message)).toList();
    TestingLedger one = new TestingLedger(LedgerMode.CONTRIBUTIONS, 2);
    one.receiveAll(LedgerMessages.shuffled(messages, seed));
    TestingLedger two = new TestingLedger(LedgerMode.CONTRIBUTIONS, 1);
    two.receiveAll(LedgerMessages.shuffled(other, seed + 1));

    assertThat(ChangeSum.digest(one.output.changes, seed))
        .isEqualTo(ChangeSum.digest(two.output.changes, seed));
  }

  /** The same claim to the example, with other features. */
  private static LedgerInput elsewhereIfEvaluated(LedgerInput message) {
    return message instanceof Arrival arrival && arrival.use() == ExampleUse.EVALUATE
        ? new Arrival(
            arrival.subject(),
            arrival.example(),
            arrival.revision(),
            arrival.position(),
            arrival.recordedAt(),
            arrival.occurredAt(),
            arrival.label(),
            arrival.task(),
            arrival.use(),
            Fixtures.VECTOR,
            null)
        : message;
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void whatIsKeptOfALiveExampleIsTheEventThatCounts(
      @ForAll("anything") List<LedgerInput> messages, @ForAll long seed) {
    TestingLedger ledger = new TestingLedger(LedgerMode.CONTRIBUTIONS, 2);
    ledger.receiveAll(LedgerMessages.shuffled(messages, seed));

    for (Arrival live : LiveSetOracle.live(messages)) {
      LedgerState state = ledger.stateOf(live.subject());
      assertThat(state.entry(live.example())).isEqualTo(Entry.live(live));
      assertThat(state.content(live.example())).isEqualTo(live.vector().toBytes());
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void ofAnExampleThatIsNotLiveNoContentIsKept(
      @ForAll("aging") List<LedgerInput> messages, @ForAll long seed) {
    TestingLedger ledger = new TestingLedger(LedgerMode.CONTRIBUTIONS, 2);
    ledger.receiveAll(LedgerMessages.shuffled(messages, seed));

    for (String name : SUBJECTS) {
      LedgerState state = ledger.stateOf(Fixtures.subject(name));
      for (String id : EXAMPLES) {
        Entry entry = state.entry(Fixtures.example(id));
        boolean live = entry != null && entry.isLive();
        assertThat(state.content(Fixtures.example(id)) != null).isEqualTo(live);
      }
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void everyArrivalIsAccountedForOnce(
      @ForAll("anything") List<LedgerInput> messages, @ForAll long seed) {
    List<LedgerInput> delivered = LedgerMessages.shuffled(messages, seed);
    TestingLedger ledger = new TestingLedger(LedgerMode.CONTRIBUTIONS, 2);
    ledger.receiveAll(delivered);

    Tally tally = ledger.output.tally;
    assertThat(tally.learned() + tally.duplicates() + tally.covered() + tally.conflicts())
        .isEqualTo(delivered.stream().filter(Arrival.class::isInstance).count());
    assertThat(ledger.output.lost).hasSize((int) tally.conflicts());
    assertThat(
            ledger.output.outcomes.stream()
                .filter(Outcome::applied)
                .mapToLong(Outcome::removed)
                .sum())
        .isEqualTo(tally.forgottenOfEitherUse());
    assertThat(ledger.output.firstSeen).allMatch(arrival -> arrival.use() == ExampleUse.TRAIN);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void learningThenForgettingIsNeverHavingLearned(
      @ForAll("anything") List<LedgerInput> messages,
      @ForAll("forgettable") DeletionScope scope,
      @ForAll long seed) {
    Deletion forget = everythingOf(scope);
    TestingLedger learned = new TestingLedger(LedgerMode.CONTRIBUTIONS, 2);
    learned.receiveAll(LedgerMessages.shuffled(messages, seed));
    learned.receive(forget);
    TestingLedger never = new TestingLedger(LedgerMode.CONTRIBUTIONS, 1);
    never.receive(forget);
    never.receiveAll(messages);

    assertThat(ChangeSum.digest(learned.output.changes, seed))
        .isEqualTo(ChangeSum.digest(never.output.changes, seed + 1));
    assertThat(ChangeSum.digest(learned.output.evaluated(), seed))
        .isEqualTo(ChangeSum.digest(never.output.evaluated(), seed + 1));
  }

  /** Whatever else comes in between: held is never having asked, confirmed is having asked. */
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void heldDeletionsHaveNoEffectAndConfirmedOnesTheirOwn(
      @ForAll("anything") List<LedgerInput> messages,
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 3) int mostRemoved,
      @ForAll @IntRange(min = 1, max = 3) int parallelism) {
    List<LedgerInput> guarded =
        messages.stream().map(message -> HeldRequestsProbe.limited(message, mostRemoved)).toList();
    TestingLedger ledger = new TestingLedger(LedgerMode.CONTRIBUTIONS, parallelism);
    ledger.receiveAll(LedgerMessages.shuffled(guarded, seed));

    List<LedgerInput> counting = HeldRequestsProbe.without(ledger.output.held(), guarded);
    requireEqual(ledger, counting, seed);

    ledger.receiveAll(HeldRequestsProbe.confirmations(ledger.output.held(), guarded));
    requireEqual(ledger, messages, seed);
  }

  private static Deletion everythingOf(DeletionScope scope) {
    return switch (scope) {
      case EXAMPLES -> deleteExamples("anna", "1", "2").permanent(true).build();
      case SUBJECT -> deleteSubject("anna").permanent(true).build();
      case LABEL -> deleteLabel("cat").permanent(true).build();
      case TASK -> deleteTask("zoo").permanent(true).build();
    };
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void ofASubjectForgottenForEverOnlyTheTombstoneIsLeft(
      @ForAll("anything") List<LedgerInput> messages, @ForAll long seed) {
    List<LedgerInput> everything = new ArrayList<>(messages);
    SUBJECTS.forEach(name -> everything.add(deleteSubject(name).permanent(true).build()));
    TestingLedger ledger = new TestingLedger(LedgerMode.CONTRIBUTIONS, 2);
    ledger.receiveAll(LedgerMessages.shuffled(everything, seed));

    assertThat(ledger.output.tally.live()).isZero();
    assertThat(ledger.output.tally.evaluation()).isZero();
    for (String name : SUBJECTS) {
      LedgerState state = ledger.stateOf(Fixtures.subject(name));
      assertThat(state.tombstone()).isNotNull();
      assertThat(state.entries()).isEmpty();
      for (String id : EXAMPLES) {
        Pseudonym example = Fixtures.example(id);
        assertThat(state.content(example)).isNull();
        assertThat(state.tombstone(example)).isNull();
      }
    }
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void retentionIsAnAutomaticDeletion(
      @ForAll("aging") List<LedgerInput> messages,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int parallelism) {
    TestingLedger ledger = new TestingLedger(LedgerMode.CONTRIBUTIONS, parallelism);
    ledger.receiveAll(LedgerMessages.shuffled(messages, seed));

    requireEqual(ledger, messages, seed);
  }

  @Provide
  Arbitrary<List<LedgerInput>> anything() {
    return LedgerMessages.anything();
  }

  @Provide
  Arbitrary<List<LedgerInput>> aging() {
    return LedgerMessages.aging();
  }

  @Provide
  Arbitrary<DeletionScope> forgettable() {
    return Arbitraries.of(DeletionScope.values());
  }
}
