package io.ameles.stream.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The byte format of one immutable type. Implementations are enums with the single constant {@code
 * INSTANCE}; their class names are part of every checkpoint and therefore never change.
 *
 * @param <T> the type
 */
public interface Codec<T> extends Serializable {
  /** The type, as the engine must know it. */
  Class<T> type();

  /** The version that {@link #write} writes and the highest that {@link #read} reads. */
  default int version() {
    return 1;
  }

  /** Writes in the current version. */
  void write(T value, DataOutput out) throws IOException;

  /**
   * Reads what some version wrote.
   *
   * @param version 1 to {@link #version}
   */
  T read(int version, DataInput in) throws IOException;

  /** Writes a string that may be absent; up to 65,535 bytes. */
  static void writeNullable(@Nullable String text, DataOutput out) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  /** Reads what {@link #writeNullable} wrote. */
  static @Nullable String readNullable(DataInput in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }

  /** Writes an array with its length. */
  static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Reads what {@link #writeBytes} wrote. */
  static byte[] readBytes(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  /** Writes an array that may be absent. */
  static void writeOptionalBytes(byte @Nullable [] bytes, DataOutput out) throws IOException {
    out.writeBoolean(bytes != null);
    if (bytes != null) {
      writeBytes(bytes, out);
    }
  }

  /** Reads what {@link #writeOptionalBytes} wrote. */
  static byte @Nullable [] readOptionalBytes(DataInput in) throws IOException {
    return in.readBoolean() ? readBytes(in) : null;
  }

  /** Writes the elements with their number. */
  static <E> void writeAll(Collection<E> elements, Codec<E> codec, DataOutput out)
      throws IOException {
    out.writeInt(elements.size());
    for (E element : elements) {
      codec.write(element, out);
    }
  }

  /**
   * Reads what {@link #writeAll} wrote.
   *
   * @param version of the elements' format; the enclosing codec raises its own version with it
   */
  static <E> List<E> readAll(Codec<E> codec, int version, DataInput in) throws IOException {
    int size = in.readInt();
    List<E> elements = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      elements.add(codec.read(version, in));
    }
    return elements;
  }
}
