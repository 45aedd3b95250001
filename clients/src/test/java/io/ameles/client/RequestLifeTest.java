package io.ameles.client;

import static io.ameles.schema.ReceiptStage.ACCEPTED;
import static io.ameles.schema.ReceiptStage.APPLIED;
import static io.ameles.schema.ReceiptStage.AT_RISK;
import static io.ameles.schema.ReceiptStage.EXTENDED;
import static io.ameles.schema.ReceiptStage.HELD;
import static io.ameles.schema.ReceiptStage.OVERDUE;
import static io.ameles.schema.ReceiptStage.PUBLISHED;
import static io.ameles.schema.ReceiptStage.REFUSED;
import static io.ameles.schema.ReceiptStage.REPEATED;
import static io.ameles.schema.ReceiptStage.SEALED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ameles.model.receipt.Receipts;
import io.ameles.schema.BulkReport;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.ReceiptStage;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestLifeTest {
  @Test
  void stepsOfOneRequestMakeOneLife() {
    RequestLife life = life(ACCEPTED, APPLIED, PUBLISHED, SEALED);

    assertThat(life.newest().getStage()).isEqualTo(SEALED);
    assertThat(life.isOver()).isTrue();
    assertThat(life.repetitions()).isZero();
  }

  @Test
  void eventsAreNoSteps() {
    RequestLife life = life(ACCEPTED, APPLIED, AT_RISK, PUBLISHED, OVERDUE, REPEATED, EXTENDED);

    assertThat(life.newest().getStage()).isEqualTo(PUBLISHED);
    assertThat(life.isOver()).isFalse();
    assertThat(life.has(OVERDUE)).isTrue();
    assertThat(life.has(HELD)).isFalse();
    assertThat(life.repetitions()).isEqualTo(1);
  }

  @Test
  void whatIsOnlyRepeatedIsOverAsWell() {
    assertThat(life(REPEATED, REPEATED).isOver()).isTrue();
    assertThat(life(REFUSED).isOver()).isTrue();
    assertThat(life(HELD).isOver()).isFalse();
  }

  @Test
  void requestThatIsTriedAgainLivesOn() {
    assertThat(life(REFUSED, ACCEPTED, APPLIED).newest().getStage()).isEqualTo(APPLIED);
  }

  @Test
  void deadlineIsThatOfTheFirstAskingAsExtended() {
    DeletionReceipt first = Receipts.plain(1, APPLIED, "r");
    DeletionReceipt extended = moved(Receipts.plain(2, EXTENDED, "r"), 60);
    DeletionReceipt again = moved(Receipts.plain(3, REPEATED, "r"), 90);

    assertThat(new RequestLife(List.of(first, extended, again)).deadline())
        .isEqualTo(extended.getDeadline());
  }

  @Test
  void requestsThatAskForSomethingElseAreOthersThoughTheirIdIsTheSame() {
    DeletionReceipt one = Receipts.plain(1, APPLIED, "r");
    DeletionReceipt later =
        DeletionReceipt.newBuilder(Receipts.plain(2, APPLIED, "r"))
            .setRequestedAt(one.getRequestedAt().plusSeconds(1))
            .build();
    DeletionReceipt whole =
        DeletionReceipt.newBuilder(Receipts.plain(3, APPLIED, "r"))
            .setBulk(new BulkReport("r", 0, 1, 1, 1L, ""))
            .build();

    assertThat(RequestLife.of(List.of(one, later, whole, Receipts.plain(4, APPLIED, "s"))))
        .hasSize(4);
  }

  @Test
  void nothingIsNoLife() {
    assertThatIllegalArgumentException().isThrownBy(() -> new RequestLife(List.of()));
    assertThat(RequestLife.of(List.of())).isEmpty();
  }

  private static DeletionReceipt moved(DeletionReceipt receipt, int days) {
    return DeletionReceipt.newBuilder(receipt)
        .setDeadline(receipt.getDeadline().plus(Duration.ofDays(days)))
        .build();
  }

  private static RequestLife life(ReceiptStage... stages) {
    List<RequestLife> lives =
        RequestLife.of(
            IntStream.range(0, stages.length)
                .mapToObj(i -> Receipts.plain(i + 1, stages[i], "r"))
                .toList());
    assertThat(lives).hasSize(1);
    return lives.get(0);
  }
}
