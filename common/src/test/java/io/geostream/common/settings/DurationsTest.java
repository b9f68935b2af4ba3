package io.geostream.common.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "30s, PT30S",
    "5m, PT5M",
    "1h, PT1H",
    "30d, PT720H",
    "0ms, PT0S",
    "0, PT0S",
    "10000d, PT240000H"
  })
  void readsWhatUsersWrite(String text, Duration duration) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "-5s",
        "1.5s",
        "5 s",
        "5S",
        "5y",
        "s",
        "PT5S",
        "10001d",
        "999999999999d",
        "9999999999999999999s",
        "٥s"
      })
  void refusesEverythingElse(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0ms", "1ms", "1001ms", "59s", "90s", "3m", "25h", "30d"})
  void writesWhatItReads(String text) {
    assertThat(Durations.format(Durations.parse(text))).isEqualTo(text);
  }

  @Test
  void writesInTheLargestWholeUnit() {
    assertThat(Durations.format(Duration.ofHours(1))).isEqualTo("1h");
    assertThat(Durations.format(Duration.ofMillis(3_600_001))).isEqualTo("3600001ms");
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s",
    "PT0.45S, 450ms",
    "PT59S, 59s",
    "PT200S, 3m 20s",
    "PT3600S, 1h",
    "PT748H11M, 31d 4h",
    "PT720H0.001S, 30d 1ms"
  })
  void writesTheTwoLargestUnitsForPeople(Duration duration, String words) {
    assertThat(Durations.inWords(duration)).isEqualTo(words);
  }
}
