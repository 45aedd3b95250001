package io.ameles.demo.dataset;

/** What the order of rows means, and so whether a stream may change it. */
enum RowOrder {
  /** Nothing: rows are sorted by label, as in the files, and must be shuffled to be a stream. */
  ARBITRARY,
  /** Time: an earlier row was seen earlier, and the distribution moves along. */
  TIME
}
