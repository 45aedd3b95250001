package io.ameles.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.client.RequestLife;
import io.ameles.model.receipt.Receipts;
import io.ameles.schema.BulkReport;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.ReceiptStage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiptTableTest {
  @Test
  void lifeIsOneLineThatSaysHowFarItCameAndWhatWentWrong() {
    RequestLife life =
        new RequestLife(
            List.of(
                Receipts.plain(1, ReceiptStage.ACCEPTED, "r-1"),
                Receipts.plain(2, ReceiptStage.APPLIED, "r-1"),
                Receipts.plain(3, ReceiptStage.OVERDUE, "r-1"),
                Receipts.plain(4, ReceiptStage.REPEATED, "r-1")));

    assertThat(ReceiptTable.life(life))
        .doesNotContain("\n")
        .startsWith("APPLIED ")
        .contains("r-1", "OVERDUE", "asked again, 1 time(s)");
    assertThat(ReceiptTable.life(life).indexOf("r-1"))
        .isEqualTo(ReceiptTable.lifeHeader().indexOf("request"));
  }

  @Test
  void rowsStandBelowTheirHeader() {
    String row = ReceiptTable.row(Receipts.plain(7, ReceiptStage.LEGAL_HOLD_PLACED, "r-1"));

    assertThat(row).contains("LEGAL HOLD PLACED");
    assertThat(row.lastIndexOf("r-1")).isEqualTo(ReceiptTable.header().indexOf("request"));
  }

  @Test
  void receiptInFullSaysEverythingAPersonAsksFor() {
    assertThat(ReceiptTable.describe(Receipts.full()))
        .contains("Receipt 3", "APPLIED, PARTIAL", "5 examples", "nearest-mean: EXACT")
        .contains("CODE. what to do", "outstanding:", "2 versions", "deadline", "not in our reach");
  }

  @Test
  void partSaysOfHowMany() {
    DeletionReceipt part =
        DeletionReceipt.newBuilder(Receipts.plain(1, ReceiptStage.APPLIED, "r/2"))
            .setBulk(new BulkReport("r", 2, 5, 3, 10_000L, ""))
            .build();

    assertThat(ReceiptTable.describe(part))
        .contains("10,000 subjects, part 2 of r; 3 of 5 parts answered");
  }

  @Test
  void lifeWatchEndsWithTheEndOfTheRequestItIsAbout() {
    StringWriter told = new StringWriter();
    DeletionReceipt applied = Receipts.plain(1, ReceiptStage.APPLIED, "r");
    LifeWatch watch =
        LifeWatch.at(
            applied.getRequestPartition(), applied.getRequestOffset(), new PrintWriter(told, true));
    DeletionReceipt elsewhere =
        DeletionReceipt.newBuilder(applied).setRequestOffset(12_345L).build();

    assertThat(watch.add(elsewhere)).isFalse();
    assertThat(watch.newest()).isNull();
    assertThat(watch.add(applied)).isTrue();
    assertThat(watch.complete()).isFalse();
    assertThat(watch.add(Receipts.plain(2, ReceiptStage.SEALED, "r"))).isTrue();
    assertThat(watch.complete()).isTrue();
    assertThat(told.toString()).contains("APPLIED, receipt 1").contains("SEALED, receipt 2");
  }
}
