package io.ameles.demo.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array from a {@code .npy.gz} file: NumPy's format, version 1.0, C order, little-endian
 * integers of at most 32 bits.
 */
final class NpyArray {

  /*
   * Layout, before compression: 0x93 "NUMPY", major and minor version (one byte each), length of
   * the header (uint16, little-endian), header, values. The header is a Python dictionary in ASCII:
   *
   *   {'descr': '<i2', 'fortran_order': False, 'shape': (50000,), }
   *
   * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
   */
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  private static final Pattern DESCR = Pattern.compile("'descr': *'([^']*)'");
  private static final Pattern FORTRAN_ORDER = Pattern.compile("'fortran_order': *(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([0-9, ]*)\\)");

  private final Path path;
  private final ElementType type;
  private final int[] shape;
  private final byte[] bytes;

  private NpyArray(Path path, ElementType type, int[] shape, byte[] bytes) {
    this.path = path;
    this.type = type;
    this.shape = shape;
    this.bytes = bytes;
  }

  /**
   * The array in the file.
   *
   * @throws DatasetNotFoundException when there is no such file
   * @throws MalformedDatasetException when it is anything but such an array, all of it
   */
  static NpyArray read(Path path) {
    return GzipFile.read(path, file -> read(path, file));
  }

  private static NpyArray read(Path path, GzipFile file) throws IOException {
    if (!Arrays.equals(file.next(MAGIC.length), MAGIC)) {
      throw file.malformed("not in npy format");
    }
    byte[] version = file.next(2);
    if (version[0] != 1 || version[1] != 0) {
      throw file.malformed(
          "npy format %d.%d, only 1.0 is known".formatted(version[0] & 0xff, version[1] & 0xff));
    }
    byte[] length = file.next(2);
    String header =
        new String(
            file.next((length[1] & 0xff) << 8 | (length[0] & 0xff)), StandardCharsets.ISO_8859_1);
    if (!field(file, header, FORTRAN_ORDER).equals("False")) {
      throw file.malformed("in Fortran order, only C order is known");
    }
    ElementType type = ElementType.of(file, field(file, header, DESCR));
    int[] shape = shape(file, field(file, header, SHAPE));
    int elements = file.elements(shape, type.bytes);
    return new NpyArray(path, type, shape, file.next(elements * type.bytes));
  }

  /** Length per axis, outermost first. */
  int[] shape() {
    return shape.clone();
  }

  /**
   * This array, which must have the given number of axes.
   *
   * @throws MalformedDatasetException when it has another one
   */
  NpyArray expectAxes(int expected) {
    if (shape.length != expected) {
      throw new MalformedDatasetException(
          path, "should have %d axes, shape is %s".formatted(expected, Arrays.toString(shape)));
    }
    return this;
  }

  /**
   * This array, which must have the given shape.
   *
   * @throws MalformedDatasetException when it has another one
   */
  NpyArray expectShape(int... expected) {
    if (!Arrays.equals(shape, expected)) {
      throw new MalformedDatasetException(
          path,
          "shape should be %s, is %s".formatted(Arrays.toString(expected), Arrays.toString(shape)));
    }
    return this;
  }

  /**
   * The values themselves, unsigned and in C order: not a copy, to be changed by nobody.
   *
   * @throws MalformedDatasetException when the elements are not uint8
   */
  byte[] uint8() {
    if (type != ElementType.UINT8) {
      throw new MalformedDatasetException(
          path, "elements should be %s, are %s".formatted(ElementType.UINT8.descr, type.descr));
    }
    return bytes;
  }

  /** A copy of the values in C order. */
  int[] toInts() {
    ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int[] ints = new int[bytes.length / type.bytes];
    for (int i = 0; i < ints.length; i++) {
      ints[i] =
          switch (type) {
            case UINT8 -> values.get() & 0xff;
            case INT8 -> values.get();
            case UINT16 -> values.getShort() & 0xffff;
            case INT16 -> values.getShort();
            case INT32 -> values.getInt();
          };
    }
    return ints;
  }

  private static String field(GzipFile file, String header, Pattern pattern) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw file.malformed("header without %s: %s".formatted(pattern, header.strip()));
    }
    return matcher.group(1);
  }

  private static int[] shape(GzipFile file, String tuple) {
    try {
      return Pattern.compile(",")
          .splitAsStream(tuple)
          .map(String::strip)
          .filter(length -> !length.isEmpty())
          .mapToInt(Integer::parseInt)
          .toArray();
    } catch (NumberFormatException e) {
      throw file.malformed("shape is (%s)".formatted(tuple));
    }
  }

  private enum ElementType {
    UINT8("|u1", 1),
    INT8("|i1", 1),
    UINT16("<u2", 2),
    INT16("<i2", 2),
    INT32("<i4", 4);

    private final String descr;
    private final int bytes;

    ElementType(String descr, int bytes) {
      this.descr = descr;
      this.bytes = bytes;
    }

    static ElementType of(GzipFile file, String descr) {
      for (ElementType type : values()) {
        if (type.descr.equals(descr)) {
          return type;
        }
      }
      throw file.malformed(
          "elements are '%s', known are |u1, |i1, <u2, <i2 and <i4".formatted(descr));
    }
  }
}
