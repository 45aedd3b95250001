package io.ameles.stream.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.RequestAction;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.ledger.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/**
 * Killed before, at or after any barrier, the job writes the receipts that it would have written:
 * the same bytes, none lost, none twice, in the same order.
 */
class RestartProperties {
  private static final int EPOCHS = 8;

  /**
   * @param kind what becomes of it
   * @param target which of a few things it names
   * @param epoch in which it is read
   */
  record Message(Kind kind, int target, int epoch) {}

  enum Kind {
    APPLIED,
    HELD,
    REFUSED,
    CONFIRMED,
    DECLINED,
    EXTENDED,
    PART_ONE,
    PART_TWO
  }

  @Property(tries = 60)
  void restartsChangeNothing(
      @ForAll("messages") List<Message> messages, @ForAll("epochs") Set<Integer> restarts)
      throws Exception {
    List<DeletionReceipt> expected = run(messages, Set.of());

    assertThat(run(messages, restarts)).isEqualTo(expected);
    NaiveLog.requireConsistent(expected);
  }

  @Property(tries = 20)
  void killingAfterEveryBarrierChangesNothing(@ForAll("messages") List<Message> messages)
      throws Exception {
    assertThat(run(messages, Set.of(1, 2, 3, 4, 5, 6, 7, 8))).isEqualTo(run(messages, Set.of()));
  }

  @Provide
  Arbitrary<List<Message>> messages() {
    return Combinators.combine(
            Arbitraries.of(Kind.class),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(1, EPOCHS - 2))
        .as(Message::new)
        .list()
        .ofMaxSize(25);
  }

  @Provide
  Arbitrary<Set<Integer>> epochs() {
    return Arbitraries.integers().between(1, EPOCHS).set();
  }

  /**
   * A killed attempt has read the epoch and perhaps passed its barrier; nobody sees what it wrote,
   * because its checkpoint never completes. The next one begins with the checkpoint before.
   */
  private static List<DeletionReceipt> run(List<Message> messages, Set<Integer> restarts)
      throws Exception {
    TestingHoldings holdings = new TestingHoldings();
    List<DeletionReceipt> committed = new ArrayList<>();
    OperatorSubtaskState checkpoint = null;
    ReceiptDesk desk = ReceiptDesk.open(null, holdings);
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      holdings.publish(epoch - 1);
      holdings.seal(epoch - 2);
      if (restarts.contains(epoch)) {
        read(desk, messages, epoch);
        if (epoch % 2 == 0) {
          desk.passBarrier(epoch);
        }
        desk.close();
        desk = ReceiptDesk.open(checkpoint, holdings);
      }
      read(desk, messages, epoch);
      checkpoint = desk.passBarrier(epoch);
      committed.addAll(desk.written());
    }
    desk.close();
    return committed;
  }

  private static void read(ReceiptDesk desk, List<Message> messages, int epoch) throws Exception {
    desk.setTime(Life.START.plus(Duration.ofDays(5L * epoch)));
    boolean any = false;
    for (int i = 0; i < messages.size(); i++) {
      if (messages.get(i).epoch() == epoch) {
        desk.report(outcome(messages.get(i), i));
        any = true;
      }
    }
    if (any) {
      desk.version(epoch, "digest " + epoch);
    }
  }

  private static Outcome outcome(Message message, int offset) {
    Fixtures.DeletionBuilder named =
        Fixtures.deleteLabel("label " + message.target())
            .id("request " + message.target())
            .position(0, offset)
            .terms(terms(message.kind()));
    return switch (message.kind()) {
      case APPLIED, CONFIRMED, PART_ONE, PART_TWO -> Life.done(named, message.target());
      case HELD -> Life.held(named, 9);
      case REFUSED -> Life.refused(named, "LEGAL_HOLD");
      case DECLINED, EXTENDED -> Life.heeded(named);
    };
  }

  private static Deletion.Terms terms(Kind kind) {
    return switch (kind) {
      case APPLIED, HELD, REFUSED -> Life.terms(RequestAction.FORGET, "desk");
      case CONFIRMED -> Life.terms(RequestAction.CONFIRM, "officer");
      case DECLINED -> Life.terms(RequestAction.DECLINE, "officer");
      case EXTENDED -> Life.terms(RequestAction.EXTEND, "officer");
      case PART_ONE -> Life.part("large", 1, 2, 3);
      case PART_TWO -> Life.part("large", 2, 2, 3);
    };
  }
}
