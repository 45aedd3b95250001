package io.ameles.model.embed.codebook;

/**
 * The generator of Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (2014),
 * read at any place: a few operations on 64-bit integers, the same in every language.
 */
public final class SplitMix64 {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private SplitMix64() {}

  /**
   * @param seed the generator's state at the beginning
   * @param index which of its outputs, from 0
   */
  public static long at(long seed, long index) {
    long word = seed + (index + 1) * GAMMA;
    word = (word ^ (word >>> 30)) * 0xbf58476d1ce4e5b9L;
    word = (word ^ (word >>> 27)) * 0x94d049bb133111ebL;
    return word ^ (word >>> 31);
  }

  /**
   * An output as a number from 0 to {@code bound - 1}: its remainder as an unsigned integer.
   *
   * @param bound at least 1
   */
  static int below(int bound, long seed, long index) {
    return (int) Long.remainderUnsigned(at(seed, index), bound);
  }
}
