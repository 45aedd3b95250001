package io.ameles.stream.state;

import java.io.IOException;
import java.io.InvalidClassException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint says about a serializer: the codec's class and the version that wrote.
 *
 * @param <T> the serialized type
 */
public final class CodecSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
  private static final int FORMAT = 1;

  private @Nullable Codec<T> codec;
  private int writtenVersion;

  /** For the engine, which then calls {@link #readSnapshot}. */
  public CodecSerializerSnapshot() {}

  CodecSerializerSnapshot(Codec<T> codec, int writtenVersion) {
    this.codec = codec;
    this.writtenVersion = writtenVersion;
  }

  @Override
  public int getCurrentVersion() {
    return FORMAT;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    out.writeUTF(known().getClass().getName());
    out.writeInt(writtenVersion);
  }

  @Override
  public void readSnapshot(int readVersion, DataInputView in, ClassLoader classLoader)
      throws IOException {
    if (readVersion != FORMAT) {
      throw new IOException(
          "Serializer snapshot of format %d; this software reads up to %d. Use a newer one."
              .formatted(readVersion, FORMAT));
    }
    String className = in.readUTF();
    writtenVersion = in.readInt();
    codec = instance(className, classLoader);
    if (writtenVersion > codec.version()) {
      throw new IOException(
          "%s wrote version %d; this software reads up to %d. Use a newer one."
              .formatted(className, writtenVersion, codec.version()));
    }
  }

  @SuppressWarnings("unchecked") // the class name was written for a Codec<T>
  private static <T> Codec<T> instance(String className, ClassLoader classLoader)
      throws IOException {
    try {
      Object[] constants = Class.forName(className, true, classLoader).getEnumConstants();
      if (constants == null || !(constants[0] instanceof Codec<?> found)) {
        throw new InvalidClassException(className, "is no codec");
      }
      return (Codec<T>) found;
    } catch (ClassNotFoundException e) {
      throw new IOException("The checkpoint needs the codec " + className, e);
    }
  }

  @Override
  public TypeSerializer<T> restoreSerializer() {
    return new CodecSerializer<>(known(), writtenVersion);
  }

  @Override
  public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> oldSerializerSnapshot) {
    if (!(oldSerializerSnapshot instanceof CodecSerializerSnapshot<T> old)
        || old.known() != known()) {
      return TypeSerializerSchemaCompatibility.incompatible();
    }
    return old.writtenVersion == writtenVersion
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
  }

  private Codec<T> known() {
    if (codec == null) {
      throw new IllegalStateException("the snapshot has not been read yet");
    }
    return codec;
  }
}
