package io.ameles.model.device;

/**
 * How the upper triangle of a symmetric matrix is cut into blocks: block (r, c) with r up to c
 * holds rows r * width to before (r + 1) * width and the columns alike; the last of each are
 * narrower if the width does not divide the size. A block on the diagonal is whole.
 *
 * @param size of the matrix
 * @param width of a block
 */
public record UpperBlocks(int size, int width) {
  /** Refuses what cannot be cut. */
  public UpperBlocks {
    if (size < 1 || width < 1) {
      throw new IllegalArgumentException("no blocks of %d in %d".formatted(width, size));
    }
  }

  /** How many blocks the first row of blocks has. */
  public int perSide() {
    return (size + width - 1) / width;
  }

  /** How many blocks there are. */
  public int count() {
    return perSide() * (perSide() + 1) / 2;
  }

  /** The position of block ({@code row}, {@code column}) row by row. */
  public int index(int row, int column) {
    return row * perSide() - row * (row - 1) / 2 + column - row;
  }

  /** The first row or column of a block. */
  public int start(int block) {
    return block * width;
  }

  /** How many rows or columns a block has. */
  public int extent(int block) {
    return Math.min(width, size - start(block));
  }

  /** Goes through the blocks row by row. */
  public void forEach(Visitor visitor) {
    for (int row = 0; row < perSide(); row++) {
      for (int column = row; column < perSide(); column++) {
        visitor.visit(row, column);
      }
    }
  }

  /** Is shown blocks. */
  public interface Visitor {
    /** Block ({@code row}, {@code column}). */
    void visit(int row, int column);
  }
}
