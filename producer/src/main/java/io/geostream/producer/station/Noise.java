package io.geostream.producer.station;

/**
 * Random numbers without state: a hash gives the number. Steele, Lea and Flood's SplitMix64
 * (<i>Fast Splittable Pseudorandom Number Generators</i>, OOPSLA 2014).
 */
final class Noise {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final double TO_UNIT = 0x1.0p-53;
  private static final int BITS = 12;
  private static final long MASK = (1L << BITS) - 1;
  private static final double TO_SIGNED = 2.0 / MASK;

  private Noise() {}

  /** 64 bits that look random, always the same for the same two numbers. */
  static long bits(long seed, long index) {
    long z = seed + (index + 1) * GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A number in [0, 1). */
  static double unit(long seed, long index) {
    return (bits(seed, index) >>> 11) * TO_UNIT;
  }

  /**
   * One of the five numbers in [−1, 1] that 64 bits hold, 12 bits each: fine enough for the noise
   * of a sensor, and five for the price of one.
   *
   * @param which 0 to 4
   */
  static double signed(long bits, int which) {
    return ((bits >>> (which * BITS)) & MASK) * TO_SIGNED - 1;
  }
}
