package io.ameles.stream.receipt;

/**
 * How much a receipt is about, if its request names several subjects or is a part of a larger one.
 *
 * @param id of the larger request; empty if there is none
 * @param index of the part, 1 for the first; 0: the whole
 * @param count of parts
 * @param answered how many parts have been answered so far
 * @param subjects how many subjects, or examples without one
 * @param root RFC 9162 root in hexadecimal over what was done to each; empty before that is known
 */
record Extent(String id, int index, int count, int answered, long subjects, String root) {
  /** Of the parts taken together. */
  boolean isWhole() {
    return index == 0;
  }

  /** The same of something else that became of the request. */
  Extent with(int nowAnswered, String nowRoot) {
    return new Extent(id, index, count, nowAnswered, subjects, nowRoot);
  }
}
