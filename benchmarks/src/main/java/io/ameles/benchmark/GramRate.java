package io.ameles.benchmark;

import io.ameles.model.device.EngineProbe;
import io.ameles.model.device.IntegerMatrix;
import io.ameles.model.device.IntegerProducts;
import io.ameles.model.device.TensorDevice;
import java.util.Arrays;
import java.util.Random;

/**
 * How fast the exact Gram matrix of a batch is made, from int16 on the heap to checked int64 on the
 * heap, next to the rate of a plain float64 matrix product in the same run.
 *
 * <p>{@code GramRate [rows [columns [device]]]}, by default 2048 1280 cpu.
 *
 * <p>Two rates are printed: of the operations that were carried out, and of the whole product, of
 * which the lower half need not be computed.
 */
public final class GramRate {
  private static final int WIDTH = 256;
  private static final int ROUNDS = 7;
  private static final double TARGET = 0.7;

  private GramRate() {}

  /** Where the program begins. */
  public static void main(String[] args) {
    int rows = args.length > 0 ? Integer.parseInt(args[0]) : 2_048;
    int columns = args.length > 1 ? Integer.parseInt(args[1]) : 1_280;
    TensorDevice device = new TensorDevice(args.length > 2 ? args[2] : "cpu");
    IntegerMatrix matrix = matrix(rows, columns);
    int[] signs = new int[rows];
    Arrays.fill(signs, 1);
    // In turns, so that whatever else the machine does falls on both.
    double[] plain = new double[ROUNDS];
    double[] gram = new double[ROUNDS];
    try (IntegerProducts products = new IntegerProducts(device)) {
      products.gram(matrix, signs, WIDTH); // the first pays for start-up
      for (int round = 0; round < ROUNDS; round++) {
        plain[round] = EngineProbe.run(device).float64();
        long started = System.nanoTime();
        products.gram(matrix, signs, WIDTH);
        gram[round] = (double) rows / (System.nanoTime() - started);
      }
    }
    report(rows, columns, median(plain), median(gram));
  }

  private static void report(int rows, int columns, double plain, double rowsPerNano) {
    double whole = 2.0 * columns * columns * rowsPerNano;
    double carriedOut = IntegerProducts.operationsPerRow(columns, WIDTH) * rowsPerNano;
    System.out.printf("%d rows of %d, medians of %d rounds%n", rows, columns, ROUNDS);
    System.out.printf("float64 product     %7.1f billion operations per second%n", plain);
    System.out.printf("Gram, carried out   %7.1f  ratio %.2f%n", carriedOut, carriedOut / plain);
    System.out.printf("Gram, whole matrix  %7.1f  ratio %.2f%n", whole, whole / plain);
    System.out.println(
        carriedOut >= TARGET * plain ? "at least 0.7 of the product" : "BELOW 0.7 of the product");
  }

  private static IntegerMatrix matrix(int rows, int columns) {
    Random random = new Random(1);
    short[] values = new short[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) (random.nextInt(65_535) - 32_767);
    }
    return new IntegerMatrix(rows, columns, values);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
