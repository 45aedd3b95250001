package io.ameles.model.learn.ensemble;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A stretch of training that is over.
 *
 * @param contents what was trained on in it; not modified any more
 * @param checkpoint the shard as it was at its end; not modified
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and copied it would be large
record Slice(Contents contents, byte[] checkpoint) {
  /** Both as one: what lies between them is given up, so neither can be forgotten alone. */
  Slice with(Slice next) {
    return new Slice(contents.with(next.contents), next.checkpoint);
  }

  void writeTo(DataOutputStream out) throws IOException {
    contents.writeTo(out);
    out.writeInt(checkpoint.length);
    out.write(checkpoint);
  }

  static Slice readFrom(DataInputStream in) throws IOException {
    Contents contents = Contents.readFrom(in);
    return new Slice(contents, Contents.bytes(in));
  }
}
