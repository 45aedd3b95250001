package io.ameles.console.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.receipt.Receipts;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestTest {
  private static final Place PLACE = new Place(0, 0);

  private static DeletionReceipt receipt(
      long sequence, ReceiptStage stage, String requester, String... codes) {
    return DeletionReceipt.newBuilder(Receipts.plain(sequence, stage, "r"))
        .setRequester(requester)
        .setRefusals(List.of(codes).stream().map(code -> new Refusal("", code, "why")).toList())
        .build();
  }

  private static Request held() {
    return new Request(receipt(1, ReceiptStage.HELD, "desk", "CONFIRMATION_NEEDED"), PLACE);
  }

  @Test
  void aConfirmationThatIsRefusedLeavesItHeld() {
    Request request = held();
    for (int i = 0; i < 6; i++) {
      request.take(receipt(2 + i, ReceiptStage.REFUSED, "boss", "SAME_PERSON"), PLACE);
    }
    request.take(receipt(9, ReceiptStage.REFUSED, "boss", "LEGAL_HOLD"), PLACE);

    assertThat(request.isOver()).isFalse();
    assertThat(request.step().stage()).isEqualTo(ReceiptStage.HELD);
    assertThat(request.terms().requester()).isEqualTo("desk");
    assertThat(request.refusals())
        .extracting(Request.Refused::code)
        .containsExactly("CONFIRMATION_NEEDED");
    assertThat(request.refusedWords())
        .extracting(Request.Refused::code)
        .containsExactly("SAME_PERSON", "SAME_PERSON", "SAME_PERSON", "LEGAL_HOLD");
    assertThat(request.notes()).hasSize(8);
  }

  @Test
  void beingDeclinedEndsIt() {
    Request request = held();
    request.take(receipt(2, ReceiptStage.REFUSED, "desk", "DECLINED"), PLACE);
    request.take(receipt(3, ReceiptStage.REFUSED, "desk", "WAS_DECLINED"), PLACE);

    assertThat(request.isOver()).isTrue();
    assertThat(request.step().stage()).isEqualTo(ReceiptStage.REFUSED);
    assertThat(request.refusedWords()).isEmpty();
  }

  @Test
  void whatWasCarriedOutStaysSoWhateverIsRefusedLater() {
    Request request = held();
    request.take(receipt(2, ReceiptStage.APPLIED, "desk"), PLACE);
    assertThat(request.refusals()).as("it is held no longer").isEmpty();
    request.take(receipt(3, ReceiptStage.SEALED, "desk"), PLACE);
    request.take(receipt(4, ReceiptStage.REFUSED, "", "SIGNATURE_REQUIRED"), PLACE);

    assertThat(request.step().stage()).isEqualTo(ReceiptStage.SEALED);
    assertThat(request.refusedWords()).hasSize(1);
  }

  @Test
  void whatWasRefusedIsTakenUpWhenItComesAgain() {
    Request request = new Request(receipt(1, ReceiptStage.REFUSED, "desk", "RATE_LIMITED"), PLACE);
    request.take(receipt(2, ReceiptStage.HELD, "desk", "CONFIRMATION_NEEDED"), PLACE);

    assertThat(request.isOver()).isFalse();
    assertThat(request.refusals())
        .extracting(Request.Refused::code)
        .containsExactly("CONFIRMATION_NEEDED");
  }

  @Test
  void whatWasNotDoneIsStillToldWhenTheRestIsSealed() {
    Request request = new Request(receipt(1, ReceiptStage.APPLIED, "desk", "LEGAL_HOLD"), PLACE);
    request.take(receipt(2, ReceiptStage.SEALED, "desk"), PLACE);

    assertThat(request.refusals()).extracting(Request.Refused::code).containsExactly("LEGAL_HOLD");
  }
}
