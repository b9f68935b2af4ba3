package io.geostream.consumer.tool.offsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.settings.SettingException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResetToTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void readsWordsAndOffsets() {
    assertThat(ResetTo.parse("earliest", NOW)).isEqualTo(new ResetTo.Earliest());
    assertThat(ResetTo.parse("latest", NOW)).isEqualTo(new ResetTo.Latest());
    assertThat(ResetTo.parse("stored", NOW)).isEqualTo(new ResetTo.Stored());
    assertThat(ResetTo.parse("0", NOW)).isEqualTo(new ResetTo.Exactly(0));
    assertThat(ResetTo.parse("9223372036854775807", NOW))
        .isEqualTo(new ResetTo.Exactly(Long.MAX_VALUE));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T10:00:00Z,          2026-01-31T10:00:00Z",
    "2026-01-31T15:30:00.5+05:30,   2026-01-31T10:00:00.5Z",
    "2h,                            2026-01-31T10:00:00Z",
    "30d,                           2026-01-01T12:00:00Z",
  })
  void readsTimesAndDurationsAgo(String text, Instant time) {
    assertThat(ResetTo.parse(text, NOW)).isEqualTo(new ResetTo.Time(time));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Earliest",
        "2026-01-31T10:00:00",
        "2026-01-31",
        "2026-02-30T10:00:00Z",
        "2 h",
        "-2h",
        "9999999d",
        "9223372036854775808",
        "1e3"
      })
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> ResetTo.parse(text, NOW))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("--to: ")
        .hasMessageContaining(text);
  }
}
