package io.geostream.producer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvNumbersTest {

  private final CsvNumbers numbers = new CsvNumbers(false);

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, -0",
    "007, 7",
    "+1.50, 1.50",
    "12345678901234567890.1234567890, 12345678901234567890.1234567890",
    "1E-400, 1E-400",
    "1e+5, 1e+5"
  })
  void keepsAllDigits(String text, String json) {
    assertThat(numbers.isNumber(text)).isTrue();
    assertThat(numbers.json(text)).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource({".5, 0.5", "-.5, -0.5", "5., 5", "00.5, 0.5", "-5.e3, -5e3"})
  void writesWhatJsonDoesNotTakeInJsonsWay(String text, String json) {
    assertThat(numbers.json(text)).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "-", "+.", "1e", "1,5", "1 000", "0x1F", "NaN", "Infinity", "1f"})
  void takesNothingElse(String text) {
    assertThat(numbers.isNumber(text)).isFalse();
  }
}
