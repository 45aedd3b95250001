package io.ameles.model.learn.ridge;

import io.ameles.model.device.UpperBlocks;
import io.ameles.model.learn.Tile;
import org.ejml.data.DMatrixRBlock;

/**
 * The matrix {@code A = G + ridge I} in the unit of the integers, read from tiles. Everything is
 * computed in one fixed order in float64, so it has the same bits everywhere.
 */
final class RidgeSystem {
  /**
   * What the ridge is at least, per feature and in the unit of the largest diagonal entry: eight
   * units of rounding, so that what float64 loses while it factorizes a matrix of low rank does not
   * make a pivot negative.
   */
  private static final double FLOOR = 0x1p-50;

  private final RidgeStatistics statistics;
  private final double ridge;

  /**
   * @param ridge raised if it would be lost in the rounding of the matrix
   */
  RidgeSystem(RidgeStatistics statistics, double ridge) {
    this.statistics = statistics;
    this.ridge = Math.max(ridge, size() * FLOOR * largestDiagonal());
  }

  private double largestDiagonal() {
    UpperBlocks blocks = statistics.blocks();
    long largest = 0;
    for (int i = 0; i < size(); i++) {
      int block = i / blocks.width();
      int within = i - blocks.start(block);
      Tile tile = statistics.gram().get(blocks.index(block, block));
      largest = Math.max(largest, tile.sum(within * blocks.extent(block) + within));
    }
    return largest;
  }

  /** What stands on the diagonal in addition to G. */
  double ridge() {
    return ridge;
  }

  int size() {
    return statistics.blocks().size();
  }

  /** The upper triangle of A as blocks of {@code blockLength}, which must divide a tile's width. */
  DMatrixRBlock toMatrix(int blockLength) {
    DMatrixRBlock matrix = new DMatrixRBlock(size(), size(), blockLength);
    forEachRow(
        (row, column, tile, from, length) -> {
          for (int start = 0; start < length; start += blockLength) {
            int at = matrix.getIndex(row, column + start);
            int end = Math.min(length, start + blockLength);
            for (int i = start; i < end; i++) {
              matrix.data[at + i - start] = tile.sum(from + i);
            }
          }
        });
    for (int i = 0; i < size(); i++) {
      matrix.data[matrix.getIndex(i, i)] += ridge;
    }
    return matrix;
  }

  /** A x. */
  double[] multiply(double[] x) {
    double[] product = new double[size()];
    forEachRow(
        (row, column, tile, from, length) -> {
          double sum = 0;
          boolean mirrored = isMirrored(row, column);
          for (int i = 0; i < length; i++) {
            double value = tile.sum(from + i);
            sum += value * x[column + i];
            if (mirrored) {
              product[column + i] += value * x[row];
            }
          }
          product[row] += sum;
        });
    for (int i = 0; i < product.length; i++) {
      product[i] += ridge * x[i];
    }
    return product;
  }

  /** The largest sum of absolute values in a column of A, which is the same for its rows. */
  double norm() {
    double[] sums = new double[size()];
    forEachRow(
        (row, column, tile, from, length) -> {
          boolean mirrored = isMirrored(row, column);
          for (int i = 0; i < length; i++) {
            double value = Math.abs((double) tile.sum(from + i));
            sums[row] += value;
            if (mirrored) {
              sums[column + i] += value;
            }
          }
        });
    double largest = 0;
    for (double sum : sums) {
      largest = Math.max(largest, sum + ridge); // the diagonal of G is not negative
    }
    return largest;
  }

  /** Whether what stands there stands below the diagonal once more, in no tile. */
  private boolean isMirrored(int row, int column) {
    return row / statistics.blocks().width() != column / statistics.blocks().width();
  }

  private interface RowVisitor {
    /** Columns {@code column} on of {@code row} are the tile's sums from {@code from} on. */
    void visit(int row, int column, Tile tile, int from, int length);
  }

  private void forEachRow(RowVisitor visitor) {
    UpperBlocks blocks = statistics.blocks();
    blocks.forEach(
        (blockRow, blockColumn) -> {
          Tile tile = statistics.gram().get(blocks.index(blockRow, blockColumn));
          int width = blocks.extent(blockColumn);
          for (int i = 0; i < blocks.extent(blockRow); i++) {
            visitor.visit(
                blocks.start(blockRow) + i, blocks.start(blockColumn), tile, i * width, width);
          }
        });
  }
}
