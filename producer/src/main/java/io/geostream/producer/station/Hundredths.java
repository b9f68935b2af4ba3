package io.geostream.producer.station;

/** The digits that sensors show. */
final class Hundredths {

  private static final double PER_UNIT = 100;

  /**
   * How close to the middle between two hundredths is too close, in hundredths: a thousand times
   * what {@link Sine#QUICK_ERROR} can make of any measurement.
   */
  private static final double MARGIN = 1e-6;

  private Hundredths() {}

  static double rounded(double value) {
    return Math.rint(value * PER_UNIT) / PER_UNIT;
  }

  /** Whether a value that is off by very little is rounded to the same. */
  static boolean isClear(double value) {
    double hundredths = value * PER_UNIT;
    return Math.abs(hundredths - Math.rint(hundredths)) < 0.5 - MARGIN;
  }
}
