package io.ameles.model.learn.ridge;

import io.ameles.model.device.UpperBlocks;
import java.util.Locale;

/** How the statistics are cut into tiles, and what those are called. */
final class RidgeKeys {
  /** The width of a block of the Gram matrix; a whole one makes a tile of 512 KiB. */
  static final int BLOCK = 256;

  /** As many blocks per side as four digits number. */
  static final int MAX_SIZE = 10_000;

  private static final String LABEL = "label/";

  private RidgeKeys() {}

  /** The blocks of the Gram matrix of {@code size} features. */
  static UpperBlocks blocks(int size) {
    return new UpperBlocks(size, BLOCK);
  }

  /** The tile with block ({@code row}, {@code column}) of the Gram matrix. */
  static String gram(int row, int column) {
    // Never in the digits of the machine's own language.
    return String.format(Locale.ROOT, "gram/%04d/%04d", row, column);
  }

  /** The tile with the sum of a label's features. */
  static String label(String label) {
    return LABEL + label;
  }

  /** Whether the tile belongs to a label. */
  static boolean isLabel(String key) {
    return key.startsWith(LABEL);
  }

  /** The label whose tile it is. */
  static String labelOf(String key) {
    return key.substring(LABEL.length());
  }
}
