package io.geostream.common.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EightBytesTest {

  private final Random random = new Random(1);

  @Test
  void readsUpToEightDigitsAtOnce() {
    for (int i = 0; i < 10_000; i++) {
      int count = random.nextInt(1, 9);
      String digits = String.format(Locale.ROOT, "%08d", random.nextInt(100_000_000));
      long bytes = bytes(digits.substring(0, count) + ",\"1234567".substring(0, 8 - count));
      assertThat(EightBytes.digits(bytes)).isEqualTo(count);
      assertThat(EightBytes.number(bytes, count))
          .isEqualTo(Long.parseLong(digits.substring(0, count)));
    }
  }

  @Test
  void findsTheFirstByteThatIsNoDigitWhereverItIs() {
    for (int place = 0; place < 8; place++) {
      for (int other = 0; other < 256; other++) {
        byte[] text = "31415926".getBytes(StandardCharsets.US_ASCII);
        text[place] = (byte) other;
        assertThat(EightBytes.digits(bytes(text)))
            .as("byte %d at %d", other, place)
            .isEqualTo(other >= '0' && other <= '9' ? 8 : place);
      }
    }
  }

  @Test
  void findsTheFirstByteThatAJsonStringDoesNotHoldAsItIs() {
    for (int place = 0; place < 8; place++) {
      for (int other = 0; other < 256; other++) {
        byte[] text = " ~!#[]az".getBytes(StandardCharsets.US_ASCII);
        text[place] = (byte) other;
        boolean isPlain = other >= ' ' && other <= '~' && other != '"' && other != '\\';
        assertThat(EightBytes.plain(bytes(text)))
            .as("byte %d at %d", other, place)
            .isEqualTo(isPlain ? 8 : place);
      }
    }
  }

  @Test
  void readsPairsOfDigitsBetweenOtherBytes() {
    long pattern = bytes("00:00-00");
    long pairs = EightBytes.pairs(bytes("98:76-05"), pattern);
    assertThat(pairs & 0xFF).isEqualTo(98);
    assertThat((pairs >>> 24) & 0xFF).isEqualTo(76);
    assertThat((pairs >>> 48) & 0xFF).isEqualTo(5);
    for (int place = 0; place < 8; place++) {
      for (int other = 0; other < 256; other++) {
        byte[] text = "98:76-05".getBytes(StandardCharsets.US_ASCII);
        boolean isDigit = other >= '0' && other <= '9';
        boolean isSeparator = place == 2 || place == 5;
        boolean isRight = isSeparator ? other == text[place] : isDigit;
        text[place] = (byte) other;
        assertThat(EightBytes.pairs(bytes(text), pattern) >= 0)
            .as("byte %d at %d", other, place)
            .isEqualTo(isRight);
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
