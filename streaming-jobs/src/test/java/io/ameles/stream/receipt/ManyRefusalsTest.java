package io.ameles.stream.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.ReceiptStatus;
import io.ameles.schema.RequestAction;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.ledger.Outcome;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A request must not be able to ask for a receipt that Kafka does not take. */
class ManyRefusalsTest {
  private static final int SUBJECTS = 10_000;
  private static final int KAFKA_TAKES = 1_000_000;

  @Test
  void receiptOfAsManyRefusalsAsThereCanBeFitsIntoARecord() {
    Deletion.Terms terms =
        new Deletion.Terms(
            RequestAction.FORGET,
            "desk",
            "",
            "",
            Fixtures.RECORDED_AT,
            SUBJECTS,
            null,
            Long.MAX_VALUE);
    Deletion.Request request = Fixtures.deleteSubject("several").terms(terms).request();
    Outcome[] outcomes =
        LongStream.range(0, SUBJECTS)
            .mapToObj(i -> i % 2 == 0 ? done(request, i) : refused(request, i))
            .toArray(Outcome[]::new);
    List<DeletionReceipt> receipts = new Life().read(outcomes);

    assertThat(receipts)
        .allSatisfy(
            receipt ->
                assertThat(SingleObjectCodec.of(DeletionReceipt.class).encode(receipt).length)
                    .isLessThan(KAFKA_TAKES));
    DeletionReceipt applied =
        receipts.stream()
            .filter(receipt -> receipt.getStage() == ReceiptStage.APPLIED)
            .findFirst()
            .orElseThrow();
    assertThat(applied.getStatus()).isEqualTo(ReceiptStatus.PARTIAL);
    assertThat(applied.getSubjects()).as("those that were carried out").hasSize(SUBJECTS / 2);
    assertThat(applied.getRefusals()).hasSize(RequestTotal.MOST_REFUSALS + 1);
    assertThat(applied.getRefusals().get(RequestTotal.MOST_REFUSALS).getMessage())
        .contains("4500 more");
  }

  private static Outcome done(Deletion.Request request, long i) {
    return new Outcome(
        request, Outcome.Disposition.APPLIED, new Pseudonym(7, i), 1, List.of(), List.of());
  }

  private static Outcome refused(Deletion.Request request, long i) {
    return Outcome.refused(
        request,
        new Pseudonym(7, i),
        new Outcome.Refused(
            new Pseudonym(7, i).toHex(),
            "EXAMPLES_NOT_BROUGHT",
            "Ledger mode digests keeps nothing that could be subtracted; bring every live example of the scope along, as it was sent."));
  }
}
