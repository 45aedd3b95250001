package io.ameles.model.device;

/**
 * Adds rows of a symmetric product up in int64: 2^31 rows of products of int16 values fit. NOT
 * thread-safe.
 */
final class GramBlocks {
  private final UpperBlocks blocks;
  private final long[][] sums;

  GramBlocks(UpperBlocks blocks) {
    this.blocks = blocks;
    this.sums = new long[blocks.count()][];
    blocks.forEach(
        (row, column) ->
            sums[blocks.index(row, column)] = new long[blocks.extent(row) * blocks.extent(column)]);
  }

  UpperBlocks blocks() {
    return blocks;
  }

  /**
   * Adds one row of the product; what belongs to blocks below the diagonal is left out.
   *
   * @param row its number
   * @param from the column of the first value, where a block begins
   * @param values whole numbers
   * @return the sum of all values
   */
  long add(int row, int from, double[] values) {
    int blockRow = row / blocks.width();
    long total = 0;
    for (int column = from / blocks.width(); column < blocks.perSide(); column++) {
      int extent = blocks.extent(column);
      int offset = blocks.start(column) - from;
      if (column < blockRow) {
        for (int i = 0; i < extent; i++) {
          total += (long) values[offset + i];
        }
      } else {
        long[] block = sums[blocks.index(blockRow, column)];
        total += addTo(block, (row - blocks.start(blockRow)) * extent, values, offset, extent);
      }
    }
    return total;
  }

  private static long addTo(long[] block, int at, double[] values, int offset, int length) {
    long total = 0;
    for (int i = 0; i < length; i++) {
      long value = (long) values[offset + i];
      block[at + i] += value;
      total += value;
    }
    return total;
  }

  /** By {@link UpperBlocks#index}; given away. */
  long[][] toArrays() {
    return sums;
  }
}
