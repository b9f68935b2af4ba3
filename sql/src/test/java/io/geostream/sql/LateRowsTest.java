package io.geostream.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.TableName;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LateRowsTest {

  private static final TableName TABLE = TableName.parse("plant.metrics");

  @Test
  void rowsMayBeKeptAsLongAsMaxAgeTakesThem() {
    assertThat(LateRows.warning(TABLE, Duration.ofDays(30), Duration.ofDays(30))).isEmpty();
    assertThat(LateRows.warning(TABLE, Duration.ofDays(29), Duration.ofDays(30)))
        .get()
        .asString()
        .contains("plant.metrics keeps rows for 29 days", "max-age is 30 days");
  }

  @Test
  void noMaxAgeIsLongerThanAnyRetention() {
    assertThat(LateRows.warning(TABLE, Duration.ofDays(10_000), Duration.ZERO))
        .get()
        .asString()
        .contains("without limit");
  }
}
