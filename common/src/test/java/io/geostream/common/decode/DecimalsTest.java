package io.geostream.common.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compared with the JDK's own way, bit by bit; the seed is printed, and {@code -Dseed=…} repeats a
 * run.
 */
class DecimalsTest {

  private static final long SEED = Long.getLong("seed", new Random().nextLong());

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

  @BeforeAll
  static void printSeed() {
    System.out.println("DecimalsTest: -Dseed=" + SEED);
  }

  @Test
  void roundsDigitsOfAnyNumberAsTheJdkDoes() {
    for (int i = 0; i < 100_000; i++) {
      int bits = random.nextInt(1, Long.SIZE + 1);
      compare(random.nextLong() >>> (Long.SIZE - bits), random.nextInt(Decimals.MAX_DIGITS + 1));
    }
  }

  @Test
  void givesBackEachDoubleThatWasWrittenInPlainDigits() {
    for (int i = 0; i < 100_000; i++) {
      double value = random.nextDouble(1e-3, 2_000);
      BigDecimal text = new BigDecimal(Double.toString(value));
      assertThat(Decimals.toDouble(text.unscaledValue().longValueExact(), text.scale()))
          .isEqualTo(value);
    }
  }

  @Test
  void roundsWhatIsHalfwayBetweenTwoDoublesToTheEvenOne() {
    for (int i = 0; i < 10_000; i++) {
      long below = random.nextLong(1L << 52, 1L << 53);
      int shift = random.nextInt(0, 10);
      long tie = (2 * below + 1) << shift;
      for (int fraction = 0; fraction <= 6; fraction++) {
        compare(tie, fraction);
        compare(tie - 1, fraction);
        compare(tie + 1, fraction);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 1, 9_007_199_254_740_991L, 9_007_199_254_740_992L, 9_007_199_254_740_993L, -1})
  void knowsTheEdges(long digits) {
    for (int fraction = 0; fraction <= Decimals.MAX_DIGITS; fraction++) {
      compare(digits, fraction);
    }
  }

  private static void compare(long digits, int fraction) {
    BigDecimal exact = new BigDecimal(new BigInteger(Long.toUnsignedString(digits)), fraction);
    double rounded = Decimals.toDouble(digits, fraction);
    double expected = Double.parseDouble(exact.toString());
    if (Double.doubleToLongBits(rounded) != Double.doubleToLongBits(expected)) {
      fail("%s became %s, not %s", exact, rounded, expected);
    }
  }
}
