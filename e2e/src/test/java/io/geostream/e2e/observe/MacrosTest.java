package io.geostream.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MacrosTest {

  private static final Macros MACROS =
      new Macros(
          TimeRange.before(
              Instant.parse("2026-01-02T00:00:00Z"), Duration.ofDays(1), Duration.ofMinutes(5)),
          Map.of("location", List.of("loc_1", "O'Hare"), "none", List.of()));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$__timeFilter(ts) | ts BETWEEN '2026-01-01T00:00:00Z' AND '2026-01-02T00:00:00Z'",
        "$__timeFrom() | '2026-01-01T00:00:00Z'",
        "$__timeTo() | '2026-01-02T00:00:00Z'",
        "$__time(ts) | ts AS \"time\"",
        "$__timeGroup(ts, '5m') | time_bucket('300.000s',ts)",
        "$__timeGroupAlias(ts, '$__interval') | time_bucket('300.000s',ts) AS \"time\"",
        "$__interval_ms | 300000",
        "$__interval | 5m",
        "IN (${location:sqlstring}) | IN ('loc_1','O''Hare')",
        "ARRAY[${none:sqlstring}] | ARRAY[]",
      })
  void expandsAsGrafanaDoes(String query, String expected) {
    assertThat(MACROS.expand(query)).isEqualTo(expected);
  }

  @Test
  void refusesWhatGrafanaDoesNotKnow() {
    for (String query : List.of("$__timeFltr(ts)", "${city:sqlstring}", "$__range_s")) {
      assertThatThrownBy(() -> MACROS.expand(query)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
