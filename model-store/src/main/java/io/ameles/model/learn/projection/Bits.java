package io.ameles.model.learn.projection;

import io.ameles.model.tensor.Safetensors;
import java.util.ArrayList;
import java.util.List;

/** Float64 rows in a file that holds float32 and int64: the bits of each as an int64. */
final class Bits {
  private Bits() {}

  /**
   * @param rows each [length]; not modified
   */
  static void put(Safetensors file, String name, List<double[]> rows, int length) {
    long[] bits = new long[rows.size() * length];
    for (int row = 0; row < rows.size(); row++) {
      for (int i = 0; i < length; i++) {
        bits[row * length + i] = Double.doubleToRawLongBits(rows.get(row)[i]);
      }
    }
    file.put(name, bits, rows.size(), length);
  }

  static List<double[]> get(Safetensors file, String name, int length) {
    long[] bits = file.longs(name);
    List<double[]> rows = new ArrayList<>();
    for (int from = 0; from < bits.length; from += length) {
      double[] row = new double[length];
      for (int i = 0; i < length; i++) {
        row[i] = Double.longBitsToDouble(bits[from + i]);
      }
      rows.add(row);
    }
    return rows;
  }
}
