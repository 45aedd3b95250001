package io.ameles.schema;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes one record type in Avro's single-object encoding: {@code C3 01}, the CRC-64-AVRO
 * fingerprint of the writer's schema (8 bytes, little-endian), then the binary body.
 *
 * <p>Reads what any released version of the schema has written; refuses everything else with a
 * {@link MalformedEventException} and never with another exception, whatever the bytes.
 *
 * <p>NOT thread-safe: reuses its decoder. Make one per thread.
 *
 * @param <T> the generated record type
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#single-object-encoding">Avro
 *     specification, single-object encoding</a>
 */
public final class SingleObjectCodec<T extends SpecificRecordBase> {
  private static final int HEADER_LENGTH = 10;
  private static final byte MARKER_0 = (byte) 0xC3;
  private static final byte MARKER_1 = 0x01;

  static {
    AvroGuards.establish();
  }

  private final SpecificDatumWriter<T> writer;
  private final byte[] header;
  private final Map<Long, SpecificDatumReader<T>> readers = new HashMap<>();
  private @Nullable BinaryDecoder reusedDecoder;

  private SingleObjectCodec(Schema current, List<Schema> released, SpecificData data) {
    this.writer = new SpecificDatumWriter<>(current, data);
    long fingerprint = SchemaNormalization.parsingFingerprint64(current);
    this.header =
        ByteBuffer.allocate(HEADER_LENGTH)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(MARKER_0)
            .put(MARKER_1)
            .putLong(fingerprint)
            .array();
    released.forEach(
        schema ->
            readers.put(
                SchemaNormalization.parsingFingerprint64(schema),
                new SpecificDatumReader<>(schema, current, data)));
    readers.put(fingerprint, new SpecificDatumReader<>(current, current, data));
  }

  /** A codec that writes the current schema of {@code type} and reads every released one. */
  public static <T extends SpecificRecordBase> SingleObjectCodec<T> of(Class<T> type) {
    return of(type, ReleasedSchemas.of(type));
  }

  static <T extends SpecificRecordBase> SingleObjectCodec<T> of(
      Class<T> type, List<Schema> released) {
    SpecificData data = SpecificData.getForClass(type);
    return new SingleObjectCodec<>(data.getSchema(type), released, data);
  }

  /** The record as it goes on the wire. */
  public byte[] encode(T record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    bytes.writeBytes(header);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      writer.write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  /**
   * The record that {@code value} holds.
   *
   * @param value not modified
   * @throws MalformedEventException if it holds none, or holds more
   */
  public T decode(byte @Nullable [] value) throws MalformedEventException {
    SpecificDatumReader<T> reader = readerFor(value);
    BinaryDecoder decoder =
        DecoderFactory.get()
            .binaryDecoder(value, HEADER_LENGTH, value.length - HEADER_LENGTH, reusedDecoder);
    reusedDecoder = decoder;
    T record = read(reader, decoder);
    requireEnd(decoder);
    return record;
  }

  private SpecificDatumReader<T> readerFor(byte @Nullable [] value) throws MalformedEventException {
    if (value == null) {
      throw new MalformedEventException(
          DeadLetterCode.NULL_VALUE, "The record has no value; send an encoded event.");
    }
    if (value.length == 0) {
      throw new MalformedEventException(
          DeadLetterCode.EMPTY_VALUE, "The record's value is empty; send an encoded event.");
    }
    if (value.length < HEADER_LENGTH || value[0] != MARKER_0 || value[1] != MARKER_1) {
      throw new MalformedEventException(
          DeadLetterCode.NOT_SINGLE_OBJECT,
          "The value does not begin with C3 01 and an 8-byte fingerprint; use Avro single-object"
              + " encoding.");
    }
    long fingerprint =
        ByteBuffer.wrap(value, 2, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
    SpecificDatumReader<T> reader = readers.get(fingerprint);
    if (reader == null) {
      throw new MalformedEventException(
          DeadLetterCode.UNKNOWN_SCHEMA,
          "No released schema of this topic has fingerprint %016x; write with a released schema or upgrade this service."
              .formatted(fingerprint));
    }
    return reader;
  }

  private static <T> T read(SpecificDatumReader<T> reader, BinaryDecoder decoder)
      throws MalformedEventException {
    try {
      return reader.read(null, decoder);
    } catch (SecurityException e) {
      throw e; // a fault of this software, not of the data
    } catch (IOException | RuntimeException e) {
      // Avro reports hostile lengths and enum positions with several unrelated unchecked types.
      throw malformed();
    }
  }

  private static MalformedEventException malformed() {
    return new MalformedEventException(
        DeadLetterCode.MALFORMED_BODY,
        "The body ends early or does not follow its schema; encode it again.");
  }

  private static void requireEnd(BinaryDecoder decoder) throws MalformedEventException {
    boolean end;
    try {
      end = decoder.isEnd();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    if (!end) {
      throw new MalformedEventException(
          DeadLetterCode.TRAILING_BYTES,
          "Bytes follow the end of the body; send one event per record.");
    }
  }
}
