package io.ameles.demo.dataset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** The real data, and small stand-ins for it. */
final class DatasetFixtures {

  private DatasetFixtures() {}

  static DataFolder realData() {
    return DataFolder.at(RealData.folder());
  }

  static Path realFile(StoredDataset dataset, String file) {
    return realData().find(dataset.folder).orElseThrow().resolve(file);
  }

  /** A catalog of the real data that downloads nothing. */
  static DatasetCatalog realCatalog() {
    return new DatasetCatalog(
        realData(), Path.of("target", "no-cache"), GeneratedDataset.defaults());
  }

  /**
   * A data set of rows with two features, (label, number within label), sorted by label.
   *
   * @param rowsOfLabel [labels], how many train rows each has; it has as many test rows
   */
  static Dataset sortedByLabel(int... rowsOfLabel) {
    return dataset(RowOrder.ARBITRARY, rowsOfLabel);
  }

  static Dataset dataset(RowOrder order, int... rowsOfLabel) {
    return new Dataset("small", order, rows(rowsOfLabel), rows(rowsOfLabel));
  }

  private static LabelledRows rows(int... rowsOfLabel) {
    int rows = Arrays.stream(rowsOfLabel).sum();
    float[] values = new float[2 * rows];
    int[] labelOfRow = new int[rows];
    int row = 0;
    for (int label = 0; label < rowsOfLabel.length; label++) {
      for (int i = 0; i < rowsOfLabel[label]; i++) {
        values[2 * row] = label;
        values[2 * row + 1] = i;
        labelOfRow[row++] = label;
      }
    }
    return new LabelledRows(
        new FloatRows(values, 2), StoredDataset.labelNames(rowsOfLabel.length), labelOfRow);
  }

  static Path write(Path file, byte[] content) {
    try {
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      for (byte[] part : parts) {
        out.write(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** An uncompressed npy header as NumPy 1 and 2 write it, padded so that values are aligned. */
  static byte[] npyHeader(String descr, int... shape) {
    return npyHeader("'descr': '%s', 'fortran_order': False".formatted(descr), tuple(shape));
  }

  static byte[] npyHeader(String firstFields, String tuple) {
    String fields = "{%s, 'shape': %s, }".formatted(firstFields, tuple);
    String padded = fields + " ".repeat(63 - (10 + fields.length()) % 64) + "\n";
    return ByteBuffer.allocate(10 + padded.length())
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .put((byte) padded.length())
        .put((byte) (padded.length() >> 8))
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  private static String tuple(int... shape) {
    String lengths =
        Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    return shape.length == 1 ? "(" + lengths + ",)" : "(" + lengths + ")";
  }

  /** An uncompressed IDX file of uint8. */
  static byte[] idx(byte[] values, int... shape) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * shape.length + values.length);
    bytes.put(new byte[] {0, 0, 8, (byte) shape.length});
    for (int length : shape) {
      bytes.putInt(length);
    }
    return bytes.put(values).array();
  }
}
