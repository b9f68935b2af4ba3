package io.geostream.producer.station;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberWriterTest {

  private static final int NUMBERS = 100_000;

  private static String written(double value) {
    byte[] text = new byte[2 + NumberWriter.LONGEST];
    int end = NumberWriter.write(value, text, 1);
    return new String(text, 1, end - 1, StandardCharsets.US_ASCII);
  }

  private static void assertLikeJackson(double value) {
    assertThat(written(value)).isEqualTo(NumberOutput.toString(value, true));
  }

  @Test
  void writesFewDigitsWithoutZerosAtTheEndButOneBehindThePoint() {
    assertThat(written(25)).isEqualTo("25.0");
    assertThat(written(-0.0)).isEqualTo("-0.0");
    assertThat(written(0)).isEqualTo("0.0");
    assertThat(written(-118.2437)).isEqualTo("-118.2437");
    assertThat(written(1013.5)).isEqualTo("1013.5");
    assertThat(written(0.05)).isEqualTo("0.05");
    assertThat(written(33.00001)).isEqualTo("33.00001");
    assertThat(written(0.1 + 0.2)).isEqualTo("0.30000000000000004");
    assertThat(written(1e-5)).isEqualTo("1.0E-5");
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        1e-3,
        0.00099,
        0.00999,
        0.29,
        1.005,
        2.675,
        4.35,
        8.41,
        1100,
        1e7 - 1e-2,
        1e7 - 1e-5,
        1e7 - 1e-6,
        1e7,
        123_456_789.12,
        1e15,
        1e22,
        Double.MIN_VALUE,
        Double.MAX_VALUE
      })
  void writesLikeJacksonAtTheEdges(double value) {
    for (double near : new double[] {Math.nextDown(value), value, Math.nextUp(value)}) {
      if (Double.isFinite(near)) {
        assertLikeJackson(near);
        assertLikeJackson(-near);
      }
    }
  }

  @Test
  void writesLikeJacksonWhateverTheNumberOfDigits() {
    long seed = Long.getLong("seed", new Random().nextLong());
    System.out.println("NumberWriterTest: -Dseed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < NUMBERS; i++) {
      double power = Math.pow(10, random.nextInt(8));
      double size = (random.nextDouble() * 2 - 1) * Math.pow(10, random.nextInt(9));
      double few = Math.rint(size * power) / power;
      for (double value : new double[] {few, Math.nextUp(few)}) {
        if (!written(value).equals(NumberOutput.toString(value, true))) {
          assertLikeJackson(value); // asserting each of them would take a minute
        }
      }
    }
  }

  @Test
  void hasRoomForTheLongest() {
    assertThat(written(-2.2250738585072014E-308)).hasSize(NumberWriter.LONGEST);
  }
}
