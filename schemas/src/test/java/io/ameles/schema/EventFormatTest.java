package io.ameles.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * Bytes of version 1, put together outside of Java (fingerprint and body by hand from the Avro
 * specification). What producers wrote once must be readable for ever.
 */
class EventFormatTest {
  private static final byte[] LABELED_EVENT_V1 =
      HexFormat.of()
          .parseHex(
              "c301955e6bde2799786d" // marker, fingerprint 6d789927de6b5e95
                  + "06652d31" // id e-1
                  + "04" // revision 2
                  + "02147375626a6563742dc3a4" // subject subject-ae
                  + "06636174" // label cat
                  + "0206742d31" // task t-1
                  + "f6a1abfef962" // occurredAt 1700000000123
                  + "180000803f000000bf00000040" // features 1, -0.5, 2
                  + "02040102" // payload 01 02
                  + "0212696d6167652f706e67" // payloadType image/png
                  + "02"); // use EVALUATE

  private static final byte[] DELETION_EVENT_V1 =
      HexFormat.of()
          .parseHex(
              "c3019529a45314c636d1" // marker, fingerprint d136c61453a42995
                  + "06722d31" // requestId r-1
                  + "00" // scope EXAMPLES
                  + "02147375626a6563742dc3a4" // subject subject-ae
                  + "0406652d3106652d3200" // exampleIds e-1, e-2
                  + "0000" // no label, no task
                  + "d0afabfef962" // requestedAt 1700000001000
                  + "01" // permanent
                  + "02" // action CONFIRM
                  + "0206732d3100" // subjects s-1
                  + "0206622d310406" // bulk b-1, part 2 of 3
                  + "020867647072" // regulation gdpr
                  + "02f6a1abfef962" // receivedAt 1700000000123
                  + "020e6533302e2e4141" // signature
                  + "02" // one example
                  + "06652d310002147375626a6563742dc3a40663617400" // e-1 without a task
                  + "01180000803f000000bf00000040" // occurredAt -1, features
                  + "0000" // no payload, no payloadType
                  + "00" // use TRAIN
                  + "00"); // end of examples

  @Test
  void labeledEventOfVersion1StillReads() throws Exception {
    SingleObjectCodec<LabeledEvent> codec = SingleObjectCodec.of(LabeledEvent.class);
    assertThat(codec.decode(LABELED_EVENT_V1)).isEqualTo(Fixtures.LABELED_EVENT);
  }

  @Test
  void deletionEventOfVersion1StillReads() throws Exception {
    SingleObjectCodec<DeletionEvent> codec = SingleObjectCodec.of(DeletionEvent.class);
    assertThat(codec.decode(DELETION_EVENT_V1)).isEqualTo(Fixtures.DELETION_EVENT);
  }

  @Test
  void writesExactlyTheseBytes() {
    assertThat(SingleObjectCodec.of(LabeledEvent.class).encode(Fixtures.LABELED_EVENT))
        .isEqualTo(LABELED_EVENT_V1);
    assertThat(SingleObjectCodec.of(DeletionEvent.class).encode(Fixtures.DELETION_EVENT))
        .isEqualTo(DELETION_EVENT_V1);
  }
}
