package io.geostream.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyWindowsTest {

  private static PolicyWindows daily(Optional<Duration> startOffset, Optional<Duration> retention) {
    return new PolicyWindows(
        retention,
        List.of(new PolicyWindows.Refresh("daily_metrics", Duration.ofDays(1), true, startOffset)));
  }

  private static Optional<Duration> days(int days) {
    return Optional.of(Duration.ofDays(days));
  }

  @Test
  void maxAgeAndOneBucketMayBeAsLongAsTheRefreshLooksBack() {
    PolicyWindows windows = daily(days(32), days(365));
    assertThat(windows.warnings(Duration.ofDays(31))).isEmpty();
    assertThat(windows.warnings(Duration.ofDays(31).plusSeconds(1)))
        .singleElement()
        .asString()
        .contains("daily_metrics is refreshed for 32 days back", "do not reach it");
  }

  @Test
  void noMaxAgeIsLongerThanAnyWindow() {
    assertThat(daily(days(32), days(365)).warnings(Duration.ZERO))
        .singleElement()
        .asString()
        .contains("without limit");
    assertThat(daily(Optional.empty(), Optional.empty()).warnings(Duration.ZERO)).isEmpty();
  }

  @Test
  void retentionHasToBeLongerThanTheRefreshLooksBack() {
    assertThat(daily(days(32), days(33)).warnings(Duration.ofDays(30))).isEmpty();
    assertThat(daily(days(32), days(32)).warnings(Duration.ofDays(30)))
        .singleElement()
        .asString()
        .contains("rows are kept for 32 days only");
    assertThat(daily(Optional.empty(), days(32)).warnings(Duration.ofDays(30)))
        .singleElement()
        .asString()
        .contains("refreshed for all time back");
    assertThat(daily(days(32), Optional.empty()).warnings(Duration.ofDays(30))).isEmpty();
  }
}
