package io.ameles.stream.receipt;

import io.ameles.model.identity.Pseudonym;
import io.ameles.model.receipt.MerkleFrontier;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.ReceiptStatus;
import io.ameles.schema.RequestAction;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.decode.Position;
import io.ameles.stream.ledger.Outcome;
import io.ameles.stream.state.FormatContract;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class ReceiptFormatTest extends FormatContract {
  private static final Deletion.Request REQUEST =
      new Deletion.Request(
          "r1",
          new Position(3, 1L << 40),
          DeletionScope.SUBJECT,
          "00ff",
          true,
          -5,
          6_000,
          new Pseudonym(1, -2),
          new Deletion.Terms(
              RequestAction.FORGET,
              "desk",
              "",
              "ccpa",
              4_000,
              2,
              new Deletion.Part("large", 3, 4),
              9));
  private static final Countdown FRESH =
      Countdown.from("gdpr", Instant.ofEpochMilli(-1), Instant.ofEpochMilli(Long.MAX_VALUE));
  private static final Countdown EXTENDED =
      new Countdown("own", Instant.EPOCH, Instant.ofEpochMilli(7), true, Countdown.Warning.AT_RISK);
  private static final Extent EXTENT = new Extent("large", 3, 4, 2, 10_000, "e3b0");

  @Override
  protected List<Samples<?>> samples() {
    return List.of(
        Samples.of(
            AnswerCodec.INSTANCE,
            new Answer(new Pseudonym(1, -2), 3, 4),
            new Answer(new Pseudonym(0, 0), Long.MAX_VALUE, 0)),
        Samples.of(
            ReceiptBookCodec.INSTANCE,
            new ReceiptBook(
                new MerkleFrontier(5, List.of(filled(32, 1), filled(32, -1))),
                new TreeMap<>(Map.of("a", "00ff", "b", "")),
                6),
            ReceiptBook.NEW),
        Samples.of(CountdownCodec.INSTANCE, FRESH, EXTENDED),
        Samples.of(ExtentCodec.INSTANCE, EXTENT, new Extent("", 1, 1, 0, 2, "")),
        Samples.of(
            CaseCodec.INSTANCE,
            new Case(
                7,
                REQUEST,
                ReceiptStage.PUBLISHED,
                ReceiptStatus.PARTIAL,
                11,
                List.of(new Outcome.Refused("t", "CODE", "Häufchen")),
                EXTENT,
                5L,
                "officer",
                EXTENDED,
                12),
            Case.begin(8, REQUEST, null, FRESH, 13)),
        Samples.of(
            AppliedEpochCodec.INSTANCE,
            new AppliedEpoch(
                3,
                4_000,
                new TreeMap<>(Map.of("a", "00")),
                new TreeMap<>(Map.of("a", "01", "b", "02")))),
        Samples.of(
            BatchCodec.INSTANCE,
            new Batch(
                new Batch.Key("desk", "large"),
                4,
                new TreeMap<>(
                    Map.of(
                        1,
                        new Batch.Part(ReceiptStatus.COMPLETED, 5, 6L, 7, "aa"),
                        3,
                        new Batch.Part(ReceiptStatus.REFUSED, 0, null, 8, "bb"))),
                FRESH,
                true),
            Batch.begin(new Batch.Key("", "x"), 1, EXTENDED)));
  }

  private static byte[] filled(int size, int value) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
