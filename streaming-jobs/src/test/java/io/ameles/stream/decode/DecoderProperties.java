package io.ameles.stream.decode;

import static io.ameles.stream.decode.Records.deletion;
import static io.ameles.stream.decode.Records.encode;
import static io.ameles.stream.decode.Records.event;
import static io.ameles.stream.decode.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.identity.Pseudonyms;
import io.ameles.model.request.Requesters;
import io.ameles.schema.MalformedEventException;
import io.ameles.stream.Fixtures;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the bytes are: an event, or a reason; never another exception. */
class DecoderProperties {
  private static final int HEADER = 10;

  private final EventDecoder events =
      new EventDecoder(Fixtures.DIGEST_RULES, new Pseudonyms(Fixtures.KEY));
  private final DeletionDecoder deletions =
      new DeletionDecoder(
          Fixtures.DIGEST_RULES,
          new Pseudonyms(Fixtures.KEY),
          Fixtures.MODEL,
          Requesters.NONE,
          null);

  @Property(tries = 300)
  void anyBytesAreDecodedOrRefused(@ForAll @Size(max = 60) byte[] bytes) {
    decodeAsEvent(bytes);
    decodeAsDeletion(bytes);
  }

  @Property(tries = 500)
  void anyBytesAfterAValidHeaderAreDecodedOrRefused(@ForAll @Size(max = 60) byte[] body) {
    decodeAsEvent(afterHeaderOf(encode(event()), body));
    decodeAsDeletion(afterHeaderOf(encode(deletion()), body));
  }

  @Property(tries = 500)
  void validRecordWithOneByteChangedIsDecodedOrRefused(
      @ForAll @IntRange(max = 1000) int position, @ForAll byte changed) {
    byte[] event = encode(event());
    event[position % event.length] = changed;
    decodeAsEvent(event);
    byte[] deletion = encode(deletion().setExamples(Records.bringing(event())));
    deletion[position % deletion.length] = changed;
    decodeAsDeletion(deletion);
  }

  private static byte[] afterHeaderOf(byte[] valid, byte[] body) {
    byte[] all = Arrays.copyOf(valid, HEADER + body.length);
    System.arraycopy(body, 0, all, HEADER, body.length);
    return all;
  }

  private void decodeAsEvent(byte[] value) {
    try {
      assertThat(((Arrival) events.decode(record(value))).vector().dimension())
          .isEqualTo(Fixtures.DIMENSION);
    } catch (MalformedEventException e) {
      assertThat(e.code()).isNotNull();
    }
  }

  private void decodeAsDeletion(byte[] value) {
    try {
      assertThat(deletions.decode(record(value))).isNotEmpty();
    } catch (MalformedEventException e) {
      assertThat(e.code()).isNotNull();
    }
  }
}
