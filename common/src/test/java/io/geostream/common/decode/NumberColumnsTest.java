package io.geostream.common.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of numbers: what they take, what they refuse, and by which code. */
class NumberColumnsTest {

  private static Decoded decode(String type, String number) {
    return Decoded.of("v: {" + type + "}", "{\"v\": " + number + "}");
  }

  private static Decoded decodeType(String type, String number) {
    return decode("type: " + type, number);
  }

  @ParameterizedTest
  @CsvSource({
    "smallint, -32768", "smallint, 32767",
    "integer, -2147483648", "integer, 2147483647",
    "bigint, -9223372036854775808", "bigint, 9223372036854775807"
  })
  void takesIntegersUpToTheEndsOfTheirType(String type, long end) {
    assertThat(decodeType(type, Long.toString(end)).row()).containsEntry("v", end);
    BigDecimal beyond = BigDecimal.valueOf(end).add(BigDecimal.valueOf(Long.signum(end)));
    decodeType(type, beyond.toString()).assertBad(ErrorCode.OUT_OF_RANGE, "v");
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1",
    "1e3, 1000",
    "-1.50e2, -150",
    "120e-1, 12",
    "0.0, 0",
    "-0, 0",
    "-0.0e5, 0",
    "0e99999999999, 0",
    "0.000e-99999999999, 0",
    "1000000000000000000000e-20, 10"
  })
  void takesIntegersInEveryNotation(String number, long value) {
    assertThat(decodeType("integer", number).row()).containsEntry("v", value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5",
        "-0.1",
        "1e-1",
        "99999.5",
        "9223372036854775807.5",
        "100000000000000000000.5",
        "1e-400",
        "1e-99999999999"
      })
  void refusesAFractionForAnInteger(String number) {
    decodeType("smallint", number).assertBad(ErrorCode.WRONG_TYPE, "v");
    decodeType("bigint", number).assertBad(ErrorCode.WRONG_TYPE, "v");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e19",
        "-1e19",
        "99999999999999999999",
        "1e400",
        "1e99999999999",
        "-1e2147483648",
        "100e2147483647",
        "10000000000e2147483640"
      })
  void refusesWhatIsBeyondEveryInteger(String number) {
    decodeType("bigint", number).assertBad(ErrorCode.OUT_OF_RANGE, "v");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"smallint", "integer", "bigint", "real", "double precision", "numeric", "jsonb"})
  void refusesMoreThanAThousandDigits(String type) {
    String fits = "0." + "0".repeat(998) + "0";
    assertThat(decodeType(type, fits).row()).containsKey("v");
    decodeType(type, fits + "0").assertBad(ErrorCode.TOO_LARGE, "v");
    decodeType(type, "1".repeat(1_001)).assertBad(ErrorCode.TOO_LARGE, "v");
  }

  @ParameterizedTest
  @CsvSource({
    "0.1",
    "1e-400",
    "-1e-400",
    "5e-324",
    "2.4703282292062327e-324",
    "2.4703282292062328e-324",
    "1.7976931348623157e308",
    "9007199254740993",
    "9007199254740992.9999999999",
    "123456789012345678",
    "0.30000000000000004",
    "1e-99999999999",
    "0e99999999999"
  })
  void roundsToTheNearestDouble(String number) {
    assertThat(decodeType("double precision", number).row())
        .containsEntry("v", Double.doubleToRawLongBits(Double.parseDouble(number)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0", "-0.0", "-0e5"})
  void keepsTheSignOfZero(String number) {
    assertThat(decodeType("double precision", number).row())
        .containsEntry("v", Double.doubleToRawLongBits(-0.0));
    assertThat(decodeType("real", number).row()).containsEntry("v", Float.floatToRawIntBits(-0.0f));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e309", "-1e309", "1.7976931348623159e308", "1e99999999999"})
  void refusesWhatIsBeyondEveryDouble(String number) {
    decodeType("double precision", number).assertBad(ErrorCode.OUT_OF_RANGE, "v");
  }

  /**
   * Half-way between two floats, and so little beside it that a double does not show it: rounding
   * to a double first would make all of them the half-way one.
   */
  @ParameterizedTest
  @CsvSource({
    "16777217, 16777216",
    "16777217.0000000001, 16777218",
    "16777216.9999999999, 16777216",
    "16777219, 16777220",
    "16777218.9999999999, 16777218",
    "1.000000059604644775390625, 1",
    "1.00000005960464477539062500000000001, 1.0000001192092896",
    "1.00000005960464478, 1.0000001192092896",
    "1.00000005960464477, 1",
    "3.4028235677973367e38, Infinity",
    "3.4028235677973366e38, 3.4028234663852886e38",
    "7.006492321624085e-46, 0",
    "7.006492321624086e-46, 1.401298464324817e-45"
  })
  void roundsAFloatOnceFromTheDecimalText(String number, double value) {
    Decoded decoded = decodeType("real", number);
    if (Double.isInfinite(value)) {
      decoded.assertBad(ErrorCode.OUT_OF_RANGE, "v");
    } else {
      assertThat(decoded.row()).containsEntry("v", Float.floatToRawIntBits((float) value));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "numeric, -1.5, 2.25, 0.00000000000000000001",
    "bigint, -1.5, 2.25, 1",
    "smallint, -1.5, 2.25, 1",
    "double precision, -1.5, 2.25, 1",
    "real, -1.5, 2.25, 0.25"
  })
  void takesARangeWithBothEnds(String type, String least, String most, BigDecimal step) {
    String column = "type: " + type + ", range: [" + least + ", " + most + "]";
    boolean isInteger = type.endsWith("int");
    BigDecimal first = isInteger ? new BigDecimal(-1) : new BigDecimal(least);
    BigDecimal last = isInteger ? new BigDecimal(2) : new BigDecimal(most);
    assertThat(decode(column, first.toString()).row()).containsKey("v");
    assertThat(decode(column, last.toString()).row()).containsKey("v");
    decode(column, first.subtract(step).toPlainString()).assertBad(ErrorCode.OUT_OF_RANGE, "v");
    decode(column, last.add(step).toPlainString()).assertBad(ErrorCode.OUT_OF_RANGE, "v");
  }

  @Test
  void takesARangeWithAnOpenEnd() {
    assertThat(decode("type: integer, range: [0, null]", "2147483647").row()).containsKey("v");
    decode("type: integer, range: [0, null]", "-1").assertBad(ErrorCode.OUT_OF_RANGE, "v");
    assertThat(decode("type: real, range: [null, 0.1]", "0.1").row()).containsKey("v");
    assertThat(decode("type: real, range: [null, 0.1]", "0.11").fault().message())
        .isEqualTo("v: 0.11 is outside …0.1");
  }

  @Test
  void takesANumericWithAllItsDigits() {
    for (String number :
        new String[] {"0", "0.00", "-0", "1.500", "1e5", "-12345678901234567890.1"}) {
      BigDecimal exact = new BigDecimal(number);
      assertThat(decodeType("numeric", number).row())
          .containsEntry("v", exact.setScale(Math.max(0, exact.scale())));
    }
  }

  @Test
  void takesANumericUpToTheEndsOfItsBinaryForm() {
    for (String fits :
        new String[] {"1e131071", "9.99e131071", "1e-16383", "1." + "1".repeat(383) + "e-16000"}) {
      assertThat(decodeType("numeric", fits).row()).as(fits).containsKey("v");
      assertThat(decodeType("jsonb", fits).row()).as(fits).containsEntry("v", fits);
    }
    for (String beyond :
        new String[] {
          "1e131072",
          "-10e131071",
          "1e-16384",
          "1." + "1".repeat(384) + "e-16000",
          "0e-16384",
          "1e99999999999",
          "1e-99999999999"
        }) {
      decodeType("numeric", beyond).assertBad(ErrorCode.OUT_OF_RANGE, "v");
      decodeType("jsonb", beyond).assertBad(ErrorCode.OUT_OF_RANGE, "v");
    }
  }

  /** The server's own limit when it reads a text. */
  @Test
  void refusesAZeroInJsonWhoseExponentTheServerDoesNotRead() {
    decodeType("jsonb", "0e2147483647").assertBad(ErrorCode.OUT_OF_RANGE, "v");
    assertThat(decodeType("numeric", "0e2147483647").row()).containsEntry("v", BigDecimal.ZERO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"smallint", "integer", "bigint", "real", "double precision", "numeric"})
  void refusesWhatIsNoNumber(String type) {
    for (String other : new String[] {"\"1\"", "true", "{}", "[1]", "\"\""}) {
      decodeType(type, other).assertBad(ErrorCode.WRONG_TYPE, "v");
    }
    for (String other : new String[] {"NaN", "Infinity", "-Infinity", "+1", "01", ".5", "5."}) {
      decodeType(type, other).assertBad(ErrorCode.NOT_JSON);
    }
  }
}
