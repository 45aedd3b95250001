package io.ameles.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReleasedSchemasTest {
  /**
   * A record of every topic, and the fingerprints of its releases, oldest first. A new release adds
   * a fingerprint; none is ever changed.
   */
  record Released(SpecificRecordBase example, List<String> fingerprints) {
    Class<? extends SpecificRecordBase> type() {
      return example.getClass();
    }

    @Override
    public String toString() {
      return type().getSimpleName();
    }
  }

  static Stream<Released> released() {
    return Stream.of(
        new Released(Fixtures.LABELED_EVENT, List.of("6d789927de6b5e95")),
        new Released(Fixtures.DELETION_EVENT, List.of("d136c61453a42995")),
        new Released(Fixtures.DELETION_RECEIPT, List.of("417b1d698a0194cd")),
        new Released(Fixtures.DEAD_LETTER, List.of("985002278cc64d79")),
        new Released(Fixtures.MODEL_METRIC, List.of("7aa594e4b5cb8ab4")),
        new Released(Fixtures.PREDICTION_REQUEST, List.of("766425ae7b5d572e")),
        new Released(Fixtures.PREDICTION, List.of("5a499e7fff1cdab3")));
  }

  @ParameterizedTest
  @MethodSource("released")
  void releasedFilesNeverChange(Released released) {
    assertThat(ReleasedSchemas.of(released.type()).stream().map(ReleasedSchemasTest::fingerprint))
        .isEqualTo(released.fingerprints());
  }

  @ParameterizedTest
  @MethodSource("released")
  void whatIsWrittenIsReleased(Released released) {
    assertThat(fingerprint(released.example().getSchema()))
        .as("a changed schema needs a folder released/vN of its own before anybody writes it")
        .isIn(released.fingerprints());
  }

  @ParameterizedTest
  @MethodSource("released")
  void currentSchemaReadsEveryRelease(Released released) {
    for (Schema old : ReleasedSchemas.of(released.type())) {
      assertThat(compatibility(released.example().getSchema(), old))
          .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }
  }

  @ParameterizedTest
  @MethodSource("released")
  void codecReadsWhatTheWriterOfEveryReleaseWrote(Released released) throws Exception {
    for (Schema old : ReleasedSchemas.of(released.type())) {
      assertThat(SingleObjectCodec.of(released.type()).decode(written(released.example(), old)))
          .isEqualTo(released.example());
    }
  }

  @Test
  void codecFillsInWhatAnOlderReleaseDidNotHave() throws Exception {
    Schema older = without("task", without("revision", LabeledEvent.getClassSchema()));
    SingleObjectCodec<LabeledEvent> codec =
        SingleObjectCodec.of(LabeledEvent.class, List.of(older));
    LabeledEvent expected =
        LabeledEvent.newBuilder(Fixtures.LABELED_EVENT).setRevision(0).setTask(null).build();
    GenericData.Record old = new GenericData.Record(older);
    for (Schema.Field field : older.getFields()) {
      old.put(field.name(), Fixtures.LABELED_EVENT.get(field.name()));
    }
    assertThat(codec.decode(written(old, older))).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("released")
  void futureSchemaWithOneMoreDefaultedFieldReadsEveryRelease(Released released) throws Exception {
    for (Schema old : ReleasedSchemas.of(released.type())) {
      Schema future = withDefaulted("addedLater", old);
      assertThat(compatibility(future, old)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
      byte[] bytes = written(released.example(), old);
      GenericRecord read =
          new GenericDatumReader<GenericRecord>(old, future)
              .read(null, DecoderFactory.get().binaryDecoder(bytes, 10, bytes.length - 10, null));
      assertThat(read.get("addedLater")).isEqualTo(7L);
    }
  }

  @Test
  void bytesOfTheFutureAreRefusedWithTheirFingerprint() throws Exception {
    Schema future = withDefaulted("addedLater", LabeledEvent.getClassSchema());
    byte[] bytes = written(Fixtures.LABELED_EVENT, LabeledEvent.getClassSchema());
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(2, SchemaNormalization.parsingFingerprint64(future));
    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(() -> SingleObjectCodec.of(LabeledEvent.class).decode(bytes))
        .withMessageContaining(fingerprint(future))
        .satisfies(e -> assertThat(e.code()).isEqualTo(DeadLetterCode.UNKNOWN_SCHEMA));
  }

  private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType();
  }

  private static String fingerprint(Schema schema) {
    return "%016x".formatted(SchemaNormalization.parsingFingerprint64(schema));
  }

  /** Written by Avro alone, header included. */
  private static byte[] written(IndexedRecord record, Schema schema) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(0xC3);
    bytes.write(0x01);
    bytes.writeBytes(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(SchemaNormalization.parsingFingerprint64(schema))
            .array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new SpecificDatumWriter<>(schema, SpecificData.getForClass(LabeledEvent.class))
        .write(record, encoder);
    return bytes.toByteArray();
  }

  private static Schema without(String name, Schema schema) {
    List<Schema.Field> fields =
        schema.getFields().stream().filter(field -> !field.name().equals(name)).toList();
    assertThat(fields).hasSize(schema.getFields().size() - 1);
    return withFields(schema, fields.stream());
  }

  private static Schema withDefaulted(String name, Schema schema) {
    Schema.Field added = new Schema.Field(name, Schema.create(Schema.Type.LONG), null, 7L);
    return withFields(schema, Stream.concat(schema.getFields().stream(), Stream.of(added)));
  }

  private static Schema withFields(Schema schema, Stream<Schema.Field> fields) {
    return Schema.createRecord(
        schema.getName(),
        schema.getDoc(),
        schema.getNamespace(),
        false,
        fields.map(field -> new Schema.Field(field, field.schema())).toList());
  }
}
