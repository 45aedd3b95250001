package io.ameles.demo.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * An array of unsigned bytes from a gzip-compressed IDX file, the format MNIST was published in.
 *
 * <p>Layout, before compression and all big-endian: two zero bytes, 8 for the element type uint8,
 * the number of axes, an int32 length per axis, the values in C order.
 */
final class IdxArray {

  private static final int UINT8 = 0x08;

  private final int[] shape;
  private final byte[] values;

  private IdxArray(int[] shape, byte[] values) {
    this.shape = shape;
    this.values = values;
  }

  /**
   * The array in the file.
   *
   * @throws DatasetNotFoundException when there is no such file
   * @throws MalformedDatasetException when it is anything but such an array, all of it, or has
   *     another number of axes
   */
  static IdxArray read(Path path, int axes) {
    return GzipFile.read(path, file -> read(file, axes));
  }

  private static IdxArray read(GzipFile file, int axes) throws IOException {
    byte[] expected = {0, 0, UINT8, (byte) axes};
    byte[] found = file.next(expected.length);
    if (!Arrays.equals(found, expected)) {
      throw file.malformed(
          "not IDX of uint8 with %d axes: begins with %s, should with %s"
              .formatted(axes, Arrays.toString(found), Arrays.toString(expected)));
    }
    ByteBuffer lengths = ByteBuffer.wrap(file.next(axes * Integer.BYTES));
    int[] shape = new int[axes];
    for (int axis = 0; axis < axes; axis++) {
      shape[axis] = lengths.getInt();
    }
    return new IdxArray(shape, file.next(file.elements(shape, 1)));
  }

  /** Length per axis, outermost first. */
  int[] shape() {
    return shape.clone();
  }

  /** The values in C order, unsigned: not a copy, to be changed by nobody. */
  byte[] values() {
    return values;
  }
}
