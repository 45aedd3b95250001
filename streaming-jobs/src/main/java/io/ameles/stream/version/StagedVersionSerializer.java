package io.ameles.stream.version;

import io.ameles.model.version.StagedVersion;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Format of {@link StagedVersion} in checkpoints: epoch, directory name. */
final class StagedVersionSerializer implements SimpleVersionedSerializer<StagedVersion> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(StagedVersion staged) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    out.writeLong(staged.epoch());
    out.writeUTF(staged.directory());
    return out.getCopyOfBuffer();
  }

  @Override
  public StagedVersion deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "A staged version of format %d; this software reads up to %d. Use a newer one."
              .formatted(version, VERSION));
    }
    DataInputDeserializer in = new DataInputDeserializer(serialized);
    StagedVersion staged = new StagedVersion(in.readLong(), in.readUTF());
    if (in.available() > 0) {
      throw new IOException("Bytes follow a staged version.");
    }
    return staged;
  }
}
