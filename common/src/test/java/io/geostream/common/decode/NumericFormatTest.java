package io.geostream.common.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumericFormatTest {

  /** What {@code numeric_send} of PostgreSQL 15 gives: count, weight, sign, scale, digits. */
  @ParameterizedTest
  @CsvSource({
    "0, 0000 0000 0000 0000",
    "0.00, 0000 0000 0000 0002",
    "1, 0001 0000 0000 0000 0001",
    "-1, 0001 0000 4000 0000 0001",
    "10000, 0001 0001 0000 0000 0001",
    "12345678, 0002 0001 0000 0000 04d2 162e",
    "1.5, 0002 0000 0000 0001 0001 1388",
    "1.50, 0002 0000 0000 0002 0001 1388",
    "0.1, 0001 ffff 0000 0001 03e8",
    "0.0001, 0001 ffff 0000 0004 0001",
    "0.00001, 0001 fffe 0000 0005 03e8",
    "-123.456, 0002 0000 4000 0003 007b 11d0",
    "1e8, 0001 0002 0000 0000 0001",
    "100000000.00000001, 0005 0002 0000 0008 0001 0000 0000 0000 0001"
  })
  void writesAndReadsWhatPostgresqlDoes(BigDecimal number, String hex) {
    byte[] form = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertThat(NumericFormat.encode(number)).isEqualTo(form);
    assertThat(NumericFormat.decode(form)).isEqualTo(number.setScale(Math.max(0, number.scale())));
  }

  @Test
  void isReadBackAsItWas() {
    long seed = Long.getLong("seed", new Random().nextLong());
    System.out.println("NumericFormatTest: -Dseed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      BigDecimal number =
          new BigDecimal(
                  new java.math.BigInteger(random.nextInt(300), random), random.nextInt(80) - 30)
              .multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1));
      BigDecimal written = number.setScale(Math.max(0, number.scale()));
      byte[] form = NumericFormat.encode(number);
      assertThat(NumericBinary.decode(form)).isEqualTo(written);
      assertThat(NumericFormat.decode(form)).isEqualTo(written);
    }
  }
}
