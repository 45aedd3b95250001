package io.ameles.stream.decode;

import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.encode.RgbImage;
import io.ameles.model.identity.Pseudonym;
import io.ameles.model.version.Manifest;
import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.schema.RequestAction;
import io.ameles.stream.state.FormatContract;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class DecodeFormatTest extends FormatContract {
  private static final Pseudonym SMALL = new Pseudonym(1, 2);
  private static final Pseudonym LARGE = new Pseudonym(Long.MIN_VALUE, -1);
  private static final Position POSITION = new Position(3, 1L << 40);
  private static final Arrival FULL =
      new Arrival(
          SMALL,
          LARGE,
          7,
          POSITION,
          5_000,
          -6_000,
          "Häufchen \uD83D\uDCA9",
          "zoo",
          ExampleUse.EVALUATE,
          QuantizedVector.of((short) 1, (short) -32767),
          LARGE);
  private static final Arrival BARE =
      new Arrival(
          LARGE,
          SMALL,
          0,
          new Position(0, 0),
          0,
          Long.MIN_VALUE,
          "c",
          null,
          ExampleUse.TRAIN,
          QuantizedVector.of(),
          null);
  private static final Deletion.Request REQUEST =
      new Deletion.Request(
          "r1",
          POSITION,
          DeletionScope.EXAMPLES,
          "",
          true,
          Long.MAX_VALUE,
          5_000,
          SMALL,
          new Deletion.Terms(
              RequestAction.CONFIRM,
              "desk",
              "CODE",
              "gdpr",
              4_000,
              2,
              new Deletion.Part("b1", 3, 4),
              9));

  @Override
  protected List<Samples<?>> samples() {
    return List.of(
        Samples.of(UseCodec.INSTANCE, ExampleUse.TRAIN, ExampleUse.EVALUATE),
        Samples.of(PseudonymCodec.INSTANCE, SMALL, LARGE),
        Samples.of(PositionCodec.INSTANCE, new Position(0, 0), POSITION),
        Samples.of(
            RawRecordCodec.INSTANCE,
            new RawRecord("events", POSITION, 5_000, 2, new byte[] {1, -1}),
            new RawRecord("events", POSITION, -1, -1, null)),
        Samples.of(
            LostRecordCodec.INSTANCE,
            new LostRecord(
                "events", POSITION, 5_000, DeadLetterCode.TOO_LARGE, "send less", 9, null),
            new LostRecord(
                "events",
                POSITION,
                5_000,
                DeadLetterCode.EMPTY_VALUE,
                "send more",
                0,
                new byte[0])),
        Samples.of(
            ProgressCodec.INSTANCE,
            new Progress(
                "events",
                new TreeMap<>(Map.of(0, 1L, 7, Long.MAX_VALUE)),
                new Manifest.Accounting(1, 2, 3, 4, 5, 6, 7, 8)),
            new Progress("", new TreeMap<>(), Manifest.Accounting.NONE),
            Progress.ofEncoder("events", 2, "abc")),
        Samples.of(ArrivalCodec.INSTANCE, FULL, BARE),
        Samples.of(RequestCodec.INSTANCE, REQUEST),
        Samples.of(
            LedgerInputCodec.INSTANCE,
            FULL,
            new Deletion(REQUEST, SMALL, List.of(LARGE, SMALL), List.of(FULL, BARE)),
            Deletion.ofAll(REQUEST),
            new Expiry(-1),
            new ImageArrival(BARE, RgbImage.of(1, 2, new byte[] {1, 2, 3, -1, -2, -3}))));
  }
}
