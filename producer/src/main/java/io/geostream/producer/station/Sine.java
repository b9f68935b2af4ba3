package io.geostream.producer.station;

/** The sine of an angle in turns. */
interface Sine {

  /** The JDK's, right to the last bit or nearly so. */
  Sine EXACT = turns -> Math.sin(2 * Math.PI * fraction(turns));

  /**
   * The first nine terms of Taylor's series, in half the time: never off by more than {@link
   * #QUICK_ERROR}. Only for what is rounded afterwards.
   */
  Sine QUICK =
      turns -> {
        double t = fraction(turns);
        // The same sine within a quarter of a turn, where the series converges fast.
        double x = 0.25 - Math.abs(Math.abs(t) - 0.25);
        double q = x * x;
        double series = Taylor.TERMS[Taylor.TERMS.length - 1];
        for (int i = Taylor.TERMS.length - 2; i >= 0; i--) {
          series = Taylor.TERMS[i] + q * series;
        }
        return Math.copySign(x * series, t);
      };

  /** The next term at a quarter of a turn is 4.4e-14; the rest is rounding. */
  double QUICK_ERROR = 1e-13;

  /** −1 to 1. */
  double ofTurns(double turns);

  /** Takes whole turns off, which keeps a sine fast and exact; −½ to ½ is left. */
  private static double fraction(double turns) {
    return turns - Math.rint(turns);
  }

  /** The series in turns: {@code (−1)ⁱ (2π)²ⁱ⁺¹ / (2i+1)!}. */
  final class Taylor {
    private static final double[] TERMS = terms(9);

    private Taylor() {}

    private static double[] terms(int count) {
      double[] terms = new double[count];
      double term = 2 * Math.PI;
      for (int i = 0; i < count; i++) {
        terms[i] = term;
        term *= -(2 * Math.PI) * (2 * Math.PI) / ((2 * i + 2) * (2 * i + 3));
      }
      return terms;
    }
  }
}
