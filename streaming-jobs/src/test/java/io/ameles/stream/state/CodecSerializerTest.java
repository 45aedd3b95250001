package io.ameles.stream.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ameles.stream.decode.Position;
import io.ameles.stream.decode.PositionCodec;
import io.ameles.stream.decode.PseudonymCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

/** What the engine asks of every serializer. */
class CodecSerializerTest {
  private static final Position VALUE = new Position(3, 4);

  private final CodecSerializer<Position> serializer =
      new CodecSerializer<>(PositionCodec.INSTANCE);

  /** Version 2 of a format: a number that version 1 wrote as text. */
  private enum Evolved implements Codec<Integer> {
    INSTANCE;

    @Override
    public Class<Integer> type() {
      return Integer.class;
    }

    @Override
    public int version() {
      return 2;
    }

    @Override
    public void write(Integer value, DataOutput out) throws IOException {
      out.writeInt(value);
    }

    @Override
    public Integer read(int version, DataInput in) throws IOException {
      return version == 1 ? Integer.valueOf(in.readUTF()) : in.readInt();
    }
  }

  @Test
  void whatIsSerializedIsReadBack() throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes(serializer, VALUE));

    assertThat(serializer.deserialize(in)).isEqualTo(VALUE);
    assertThat(in.available()).isZero();
    in.setBuffer(bytes(serializer, VALUE));
    assertThat(serializer.deserialize(new Position(0, 0), in)).isEqualTo(VALUE);
  }

  @Test
  void copyOfAnImmutableValueIsItself() {
    assertThat(serializer.isImmutableType()).isTrue();
    assertThat(serializer.copy(VALUE)).isSameAs(VALUE);
    assertThat(serializer.copy(VALUE, new Position(0, 0))).isSameAs(VALUE);
    assertThat(serializer.duplicate()).isEqualTo(serializer);
    assertThat(serializer.getLength()).isEqualTo(-1);
  }

  @Test
  void copyFromStreamToStreamCopiesOneValue() throws IOException {
    DataOutputSerializer two = new DataOutputSerializer(64);
    serializer.serialize(VALUE, two);
    serializer.serialize(new Position(5, 6), two);
    DataInputDeserializer in = new DataInputDeserializer(two.getCopyOfBuffer());
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.copy(in, out);

    assertThat(out.getCopyOfBuffer()).isEqualTo(bytes(serializer, VALUE));
    assertThat(serializer.deserialize(in)).isEqualTo(new Position(5, 6));
  }

  @Test
  void noValueIsEverCreatedEmpty() {
    assertThatThrownBy(serializer::createInstance)
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void serializersAreEqualIfTheirCodecsAre() throws Exception {
    assertThat(InstantiationUtil.clone(serializer))
        .isEqualTo(serializer)
        .hasSameHashCodeAs(serializer);
    assertThat(new CodecSerializer<>(PseudonymCodec.INSTANCE)).isNotEqualTo(serializer);
  }

  @Test
  void typeInformationLeadsToTheSerializer() {
    CodecTypeInfo<Position> type = CodecTypeInfo.of(PositionCodec.INSTANCE);

    assertThat(type.createSerializer(new SerializerConfigImpl())).isEqualTo(serializer);
    assertThat(type.getTypeClass()).isEqualTo(Position.class);
    assertThat(type).isEqualTo(CodecTypeInfo.of(PositionCodec.INSTANCE)).isNotEqualTo("type");
    assertThat(type).isNotEqualTo(CodecTypeInfo.of(PseudonymCodec.INSTANCE));
    assertThat(type).hasToString("Position");
  }

  @Test
  void sameVersionIsCompatibleAsItIs() throws IOException {
    TypeSerializerSnapshot<Position> restored = writtenAndRead(serializer.snapshotConfiguration());

    assertThat(serializer.snapshotConfiguration().resolveSchemaCompatibility(restored))
        .satisfies(compatibility -> assertThat(compatibility.isCompatibleAsIs()).isTrue());
    assertThat(restored.restoreSerializer()).isEqualTo(serializer);
  }

  @Test
  void olderVersionIsReadAndMigrated() throws IOException {
    CodecSerializer<Integer> current = new CodecSerializer<>(Evolved.INSTANCE);
    TypeSerializerSnapshot<Integer> old =
        writtenAndRead(new CodecSerializerSnapshot<>(Evolved.INSTANCE, 1));
    DataOutputSerializer out = new DataOutputSerializer(64);
    out.writeUTF("42");
    TypeSerializer<Integer> reader = old.restoreSerializer();

    assertThat(current.snapshotConfiguration().resolveSchemaCompatibility(old))
        .satisfies(
            compatibility -> assertThat(compatibility.isCompatibleAfterMigration()).isTrue());
    assertThat(reader.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()))).isEqualTo(42);
    assertThat(reader).isNotEqualTo(current);
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void anotherCodecIsIncompatible() {
    TypeSerializerSnapshot other =
        new CodecSerializer<>(PseudonymCodec.INSTANCE).snapshotConfiguration();

    assertThat(serializer.snapshotConfiguration().resolveSchemaCompatibility(other))
        .satisfies(compatibility -> assertThat(compatibility.isIncompatible()).isTrue());
  }

  @Test
  void newerVersionIsRefusedNamingBoth() throws IOException {
    byte[] newer = written(new CodecSerializerSnapshot<>(PositionCodec.INSTANCE, 9));

    assertThatIOException()
        .isThrownBy(() -> read(newer, 1))
        .withMessageContaining("PositionCodec")
        .withMessageContaining("version 9")
        .withMessageContaining("up to 1");
  }

  @Test
  void newerSnapshotFormatIsRefused() throws IOException {
    byte[] snapshot = written(serializer.snapshotConfiguration());

    assertThatIOException()
        .isThrownBy(() -> read(snapshot, 2))
        .withMessageContaining("format 2")
        .withMessageContaining("up to 1");
  }

  @Test
  void codecThatIsGoneIsNamed() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    out.writeUTF("io.ameles.Gone");
    out.writeInt(1);

    assertThatIOException()
        .isThrownBy(() -> read(out.getCopyOfBuffer(), 1))
        .withMessageContaining("io.ameles.Gone");
  }

  @Test
  void classThatIsNoCodecIsRefused() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    out.writeUTF("java.lang.String");
    out.writeInt(1);

    assertThatIOException()
        .isThrownBy(() -> read(out.getCopyOfBuffer(), 1))
        .withMessageContaining("java.lang.String");
  }

  private static <T> byte[] bytes(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    return out.getCopyOfBuffer();
  }

  private static byte[] written(TypeSerializerSnapshot<?> snapshot) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    snapshot.writeSnapshot(out);
    return out.getCopyOfBuffer();
  }

  private static <T> TypeSerializerSnapshot<T> writtenAndRead(TypeSerializerSnapshot<T> snapshot)
      throws IOException {
    return read(written(snapshot), snapshot.getCurrentVersion());
  }

  private static <T> TypeSerializerSnapshot<T> read(byte[] bytes, int format) throws IOException {
    CodecSerializerSnapshot<T> snapshot = new CodecSerializerSnapshot<>();
    snapshot.readSnapshot(
        format, new DataInputDeserializer(bytes), CodecSerializerTest.class.getClassLoader());
    return snapshot;
  }
}
