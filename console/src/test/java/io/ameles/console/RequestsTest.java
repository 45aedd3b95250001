package io.ameles.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ameles.model.receipt.Receipts;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.SingleObjectCodec;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RequestsTest {
  @TempDir private Path folder;

  /** Of a request that is told apart from others of its id by its time. */
  private static void receipt(
      RunningConsole console, long sequence, ReceiptStage stage, String id, int minute, int days) {
    console.topics.send(
        RunningConsole.TOPICS.deletionReceipts(),
        SingleObjectCodec.of(DeletionReceipt.class)
            .encode(
                DeletionReceipt.newBuilder(Receipts.plain(sequence, stage, id))
                    .setRequestedAt(Receipts.TIME.plus(Duration.ofMinutes(minute)))
                    .setDeadline(Receipts.TIME.plus(Duration.ofDays(days)))
                    .build()));
  }

  @Test
  void aRefusalDoesNotHideTheRequestWhoseIdItHas() throws Exception {
    try (RunningConsole console = RunningConsole.local(folder)) {
      receipt(console, 3, ReceiptStage.HELD, "r", 0, 30);
      receipt(console, 5, ReceiptStage.REFUSED, "r", 1, 30);
      receipt(console, 8, ReceiptStage.ACCEPTED, "s", 2, 30);
      receipt(console, 9, ReceiptStage.APPLIED, "s", 2, 30);
      console.await("/v1/deletions", found -> found.at("/total").asInt() == 3);

      JsonNode life = console.await("/v1/deletions/r", found -> true);
      assertThat(life.at("/key").asText()).isEqualTo("3");
      assertThat(life.at("/stage").asText()).isEqualTo("HELD");
      assertThat(life.at("/others")).hasSize(1);
      assertThat(life.at("/others/0/key").asText()).isEqualTo("5");
      assertThat(console.await("/v1/deletions/r?key=5", found -> true).at("/stage").asText())
          .isEqualTo("REFUSED");
      assertThat(console.get("/v1/deletions/r?key=8").statusCode()).isEqualTo(404);
      assertThat(console.await("/v1/deletions/s", found -> true).at("/others")).isEmpty();
    }
  }

  @Test
  void pagesGoOnFromTheKeyOfTheirLastRow() throws Exception {
    try (RunningConsole console = RunningConsole.local(folder)) {
      for (int i = 1; i <= 5; i++) {
        receipt(console, i, ReceiptStage.SEALED, "same", i, 30);
      }
      console.await("/v1/deletions", found -> found.at("/total").asInt() == 5);
      StringBuilder seen = new StringBuilder();
      String before = "";
      for (JsonNode page = rows(console, ""); !page.isEmpty(); page = rows(console, before)) {
        page.forEach(row -> seen.append(row.at("/key").asText()));
        before = "&before=" + page.get(page.size() - 1).at("/key").asText();
      }
      assertThat(seen).hasToString("54321");
    }
  }

  private static JsonNode rows(RunningConsole console, String more) throws Exception {
    return console.await("/v1/deletions?limit=2" + more, found -> true).at("/requests");
  }

  @Test
  void whatIsPendingComesByItsDeadline() throws Exception {
    try (RunningConsole console = RunningConsole.local(folder)) {
      receipt(console, 1, ReceiptStage.ACCEPTED, "late", 0, 30);
      receipt(console, 2, ReceiptStage.HELD, "soon", 0, 3);
      receipt(console, 3, ReceiptStage.SEALED, "over", 0, 1);
      receipt(console, 4, ReceiptStage.PUBLISHED, "between", 0, 9);
      console.await("/v1/deletions", found -> found.at("/total").asInt() == 4);

      String path = "/v1/deletions?pending=true";
      assertThat(console.await(path, found -> true).at("/requests"))
          .extracting(row -> row.at("/requestId").asText())
          .containsExactly("soon", "between", "late");
      assertThat(console.await(path + "&limit=1", found -> true).at("/requests")).hasSize(1);
      assertThat(console.await(path + "&stage=PUBLISHED", found -> true).at("/requests"))
          .extracting(row -> row.at("/requestId").asText())
          .containsExactly("between");
      assertThat(console.get(path + "&before=4").statusCode()).isEqualTo(400);
      assertThat(console.get("/v1/deletions?pending=yes").statusCode()).isEqualTo(400);
    }
  }
}
