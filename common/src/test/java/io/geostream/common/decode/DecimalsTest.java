package io.geostream.common.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
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

  @Test
  void readsUpToEightDigitsAtOnce() {
    for (int i = 0; i < 10_000; i++) {
      int count = random.nextInt(1, 9);
      String digits = String.format(Locale.ROOT, "%08d", random.nextInt(100_000_000));
      long bytes = bytes(digits.substring(0, count) + ",\"1234567".substring(0, 8 - count));
      assertThat(Decimals.digitsAtFront(bytes)).isEqualTo(count);
      assertThat(Decimals.number(bytes, count))
          .isEqualTo(Long.parseLong(digits.substring(0, count)));
    }
  }

  @Test
  void tellsEachOtherByteFromADigitWhereverItStands() {
    for (int place = 0; place < 8; place++) {
      for (int other = 0; other < 256; other++) {
        byte[] text = "31415926".getBytes(StandardCharsets.US_ASCII);
        text[place] = (byte) other;
        assertThat(Decimals.digitsAtFront(bytes(text)))
            .as("byte %d at %d", other, place)
            .isEqualTo(other >= '0' && other <= '9' ? 8 : place);
      }
    }
  }

  private static long bytes(String text) {
    return bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static long bytes(byte[] text) {
    return ByteBuffer.wrap(text).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }
}
