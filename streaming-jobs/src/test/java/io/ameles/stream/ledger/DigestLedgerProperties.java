package io.ameles.stream.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.ExampleUse;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.decode.LedgerInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Mode digests, where what a deletion may do depends on what it brings: what was refused has no
 * effect, and what was not is as exact as in mode contributions.
 */
class DigestLedgerProperties {
  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void theModelIsThatOfTheLiveExamplesAndRefusalsHaveNoEffect(
      @ForAll("forDigests") List<LedgerInput> messages, @ForAll long seed) {
    TestingLedger ledger = new TestingLedger(LedgerMode.DIGESTS, 2);
    List<LedgerInput> effective = new ArrayList<>();
    for (LedgerInput message : LedgerMessages.interleaved(messages, seed)) {
      int before = ledger.output.outcomes.size();
      ledger.receive(message);
      effective.addAll(effectOf(message, refusedTargets(ledger, before)));
    }

    Set<Arrival> train = LiveSetOracle.live(ExampleUse.TRAIN, effective);
    assertThat(ChangeSum.digest(ledger.output.changes, seed))
        .isEqualTo(LiveSetOracle.digest(train));
    assertThat(ledger.output.tally.live()).isEqualTo(train.size());
    Set<Arrival> evaluate = LiveSetOracle.live(ExampleUse.EVALUATE, effective);
    assertThat(ChangeSum.digest(ledger.output.evaluated(), seed))
        .isEqualTo(LiveSetOracle.digest(evaluate));
    assertThat(ledger.output.tally.evaluation()).isEqualTo(evaluate.size());
  }

  private static Set<String> refusedTargets(TestingLedger ledger, int before) {
    return ledger.output.outcomes.subList(before, ledger.output.outcomes.size()).stream()
        .flatMap(outcome -> outcome.refusals().stream())
        .map(Outcome.Refused::target)
        .collect(Collectors.toSet());
  }

  /** The message without what was refused of it. */
  private static List<LedgerInput> effectOf(LedgerInput message, Set<String> refused) {
    if (!(message instanceof Deletion deletion) || refused.isEmpty()) {
      return List.of(message);
    }
    if (refused.contains(deletion.request().target())) {
      return List.of();
    }
    List<Pseudonym> done =
        deletion.examples().stream().filter(e -> !refused.contains(e.toHex())).toList();
    return List.of(new Deletion(deletion.request(), deletion.subject(), done, List.of()));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void whatBringsEveryExampleIsNeverRefused(
      @ForAll("forDigests") List<LedgerInput> messages, @ForAll long seed) {
    TestingLedger ledger = new TestingLedger(LedgerMode.DIGESTS, 2);
    ledger.receiveAll(LedgerMessages.interleaved(messages, seed));
    ledger.output.outcomes.clear();

    Set<Arrival> live =
        LedgerMessages.SUBJECTS.stream()
            .flatMap(name -> liveOf(name, messages, ledger).stream())
            .collect(Collectors.toSet());
    for (String name : LedgerMessages.SUBJECTS) {
      List<Arrival> brought =
          live.stream().filter(a -> a.subject().equals(Fixtures.subject(name))).toList();
      ledger.receive(Fixtures.deleteSubject(name).permanent(true).bringing(brought).build());
    }

    assertThat(ledger.output.outcomes)
        .allSatisfy(outcome -> assertThat(outcome.refusals()).isEmpty());
    assertThat(ledger.output.tally.live()).isZero();
    assertThat(ledger.output.tally.evaluation()).isZero();
    assertThat(ChangeSum.digest(ledger.output.evaluated(), seed))
        .isEqualTo(LiveSetOracle.digest(Set.of()));
    assertThat(ChangeSum.digest(ledger.output.changes, seed))
        .isEqualTo(LiveSetOracle.digest(Set.of()));
  }

  /** The events that the ledger holds live, found by their positions. */
  private static List<Arrival> liveOf(
      String name, List<LedgerInput> messages, TestingLedger ledger) {
    LedgerState state = ledger.stateOf(Fixtures.subject(name));
    return messages.stream()
        .filter(Arrival.class::isInstance)
        .map(Arrival.class::cast)
        .filter(arrival -> Entry.live(arrival).equals(state.entry(arrival.example())))
        .filter(arrival -> arrival.subject().equals(Fixtures.subject(name)))
        .toList();
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void everyArrivalIsAccountedForOnce(
      @ForAll("forDigests") List<LedgerInput> messages, @ForAll long seed) {
    List<LedgerInput> delivered = LedgerMessages.interleaved(messages, seed);
    TestingLedger ledger = new TestingLedger(LedgerMode.DIGESTS, 2);
    ledger.receiveAll(delivered);

    Tally tally = ledger.output.tally;
    assertThat(tally.learned() + tally.duplicates() + tally.covered() + tally.conflicts())
        .isEqualTo(delivered.stream().filter(Arrival.class::isInstance).count());
    assertThat(tally.live() + tally.evaluation())
        .isEqualTo(tally.learned() - tally.forgottenOfEitherUse());
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void noFeatureIsKept(@ForAll("forDigests") List<LedgerInput> messages, @ForAll long seed) {
    TestingLedger ledger = new TestingLedger(LedgerMode.DIGESTS, 1);
    ledger.receiveAll(LedgerMessages.interleaved(messages, seed));

    for (String name : LedgerMessages.SUBJECTS) {
      LedgerState state = ledger.stateOf(Fixtures.subject(name));
      state
          .entries()
          .forEach(
              (example, entry) -> {
                if (entry.isLive()) {
                  assertThat(state.content(example)).hasSize(16);
                } else {
                  assertThat(state.content(example)).isNull();
                }
              });
    }
  }

  @Provide
  Arbitrary<List<LedgerInput>> forDigests() {
    return LedgerMessages.forDigests();
  }
}
