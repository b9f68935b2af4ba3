package io.geostream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LiveLineTest {

  private static final Sample NOTHING_KNOWN =
      new Sample(
          Duration.ZERO,
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          Optional.empty());

  @Test
  void givesRatesBetweenTheSamplesAndTheRestAsItIsNow() {
    String line =
        LiveLine.of(sample(60_000, 10_000, 9_000, 1_000), sample(65_000, 15_000, 15_250, 12_345));

    assertThat(line.strip().split("\\s{2,}"))
        .containsExactly("1:05", "1,000", "1,250", "12,345", "2", "loc_7, -3.5 °C, 0.2 s old");
  }

  @Test
  void showsLowRatesWithADecimal() {
    assertThat(LiveLine.of(sample(0, 0, 0, 0), sample(5_000, 10, 7, 0))).contains(" 2.0 ", " 1.4 ");
  }

  @Test
  void showsADashForWhatIsNotKnown() {
    assertThat(LiveLine.of(NOTHING_KNOWN, NOTHING_KNOWN).strip().split("\\s+"))
        .containsExactly("0:00", "-", "-", "-", "-", "-");
  }

  @Test
  void standsUnderItsHeaderInEightyColumns() {
    String line = LiveLine.of(sample(0, 0, 0, 0), sample(5_000, 5_000, 5_000, 12));

    assertThat(line).hasSizeLessThan(80);
    assertThat(LiveLine.HEADER).hasSizeLessThan(80);
    assertThat(line.indexOf("loc_7")).isEqualTo(LiveLine.HEADER.indexOf("newest"));
  }

  private static Sample sample(long millis, long acknowledged, long written, long lag) {
    return new Sample(
        Duration.ofMillis(millis),
        OptionalLong.of(acknowledged),
        OptionalLong.of(written),
        OptionalLong.of(lag),
        OptionalLong.of(2),
        Optional.of(new Sample.Newest("loc_7", Optional.of(-3.46), Duration.ofMillis(187))));
  }
}
