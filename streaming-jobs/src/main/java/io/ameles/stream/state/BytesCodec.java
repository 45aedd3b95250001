package io.ameles.stream.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Format of a byte array that nobody modifies: length, bytes. Unlike the engine's own serializer
 * this one need not copy an array that is already in state whenever a snapshot is going on.
 */
public enum BytesCodec implements Codec<byte[]> {
  /** The codec. */
  INSTANCE;

  @Override
  public Class<byte[]> type() {
    return byte[].class;
  }

  @Override
  public void write(byte[] value, DataOutput out) throws IOException {
    Codec.writeBytes(value, out);
  }

  @Override
  public byte[] read(int version, DataInput in) throws IOException {
    return Codec.readBytes(in);
  }
}
