package io.ameles.stream.ledger;

import io.ameles.model.Contribution;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.identity.Pseudonym;
import io.ameles.stream.decode.Arrival;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/** What is kept of a live example's content, in either mode. */
final class Content {
  private Content() {}

  /** The bytes to keep of {@code arrival}. */
  static byte[] of(Arrival arrival, LedgerMode mode) {
    return switch (mode) {
      case CONTRIBUTIONS -> arrival.vector().toBytes();
      case DIGESTS -> {
        Pseudonym digest = Objects.requireNonNull(arrival.contentDigest());
        yield ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(digest.high())
            .putLong(digest.low())
            .array();
      }
    };
  }

  /** Whether {@code kept}, together with its entry, is what {@code arrival} says. */
  static boolean matches(byte[] kept, Entry entry, Arrival arrival, LedgerMode mode) {
    return entry.describes(arrival) && Arrays.equals(kept, of(arrival, mode));
  }

  /** In mode contributions: what takes the example away again. */
  static Contribution retraction(byte[] kept, Entry entry) {
    return Contribution.forgotten(entry.liveLabel(), entry.task(), QuantizedVector.fromBytes(kept));
  }
}
