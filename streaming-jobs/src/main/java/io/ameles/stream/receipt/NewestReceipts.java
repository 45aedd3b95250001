package io.ameles.stream.receipt;

import java.io.Serializable;
import java.util.List;

/** The end of the log as everybody else can see it. */
public interface NewestReceipts extends Serializable {
  /**
   * The newest receipt in every partition of the topic, as it lies there; none in an empty one.
   *
   * @throws io.ameles.model.AmelesException if the topic cannot be read
   */
  List<byte[]> read();
}
