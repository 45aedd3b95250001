package io.ameles.stream.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.schema.ExampleUse;
import io.ameles.stream.Backend;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.decode.LedgerInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/** Restarts and rescaling change as little as order does. */
class LedgerOperatorProperties {
  @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
  void restartsAndRescalingChangeNothingOnTheHeap(
      @ForAll("aging") List<LedgerInput> messages,
      @ForAll long seed,
      @ForAll @Size(3) List<@IntRange(min = 1, max = 3) Integer> parallelisms)
      throws Exception {
    check(Backend.HEAP, messages, seed, parallelisms);
  }

  @Property(tries = 8, edgeCases = EdgeCasesMode.NONE)
  void restartsAndRescalingChangeNothingInRocksDb(
      @ForAll("aging") List<LedgerInput> messages,
      @ForAll long seed,
      @ForAll @Size(3) List<@IntRange(min = 1, max = 2) Integer> parallelisms)
      throws Exception {
    check(Backend.ROCKSDB, messages, seed, parallelisms);
  }

  private static void check(
      Backend backend, List<LedgerInput> messages, long seed, List<Integer> parallelisms)
      throws Exception {
    List<LedgerInput> delivered = LedgerMessages.shuffled(messages, seed);
    List<Change> changes = new ArrayList<>();
    List<Change> evaluated = new ArrayList<>();
    Tally tally = Tally.NONE;
    OperatorSubtaskState state = null;
    int before = 1;
    for (int run = 0; run < parallelisms.size(); run++) {
      int parallelism = parallelisms.get(run);
      try (LedgerSubtasks ledger =
          new LedgerSubtasks(LedgerMode.CONTRIBUTIONS, backend, parallelism, state, before)) {
        ledger.receiveAll(part(delivered, run, parallelisms.size()));
        state = ledger.passBarrier(run + 1);
        before = parallelism;
        changes.addAll(ledger.changes());
        ledger.side(LedgerOperator.EVALUATION).forEach(one -> evaluated.add(one.change()));
        tally = tally.plus(ledger.reported());
      }
    }

    Set<Arrival> train = LiveSetOracle.live(ExampleUse.TRAIN, messages);
    assertThat(ChangeSum.digest(changes, seed)).isEqualTo(LiveSetOracle.digest(train));
    assertThat(tally.live()).isEqualTo(train.size());
    Set<Arrival> evaluate = LiveSetOracle.live(ExampleUse.EVALUATE, messages);
    assertThat(ChangeSum.digest(evaluated, seed)).isEqualTo(LiveSetOracle.digest(evaluate));
    assertThat(tally.evaluation()).isEqualTo(evaluate.size());
  }

  private static <T> List<T> part(List<T> list, int part, int parts) {
    return list.subList(list.size() * part / parts, list.size() * (part + 1) / parts);
  }

  @Provide
  Arbitrary<List<LedgerInput>> aging() {
    return LedgerMessages.aging();
  }
}
