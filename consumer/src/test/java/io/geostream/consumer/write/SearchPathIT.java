package io.geostream.consumer.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.geostream.consumer.database.DatabasePool;
import io.geostream.consumer.database.TestLogin;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the consumer has found once stays what it writes into. */
final class SearchPathIT {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tablesThatSomeoneMakesLaterInAnEarlierSchemaAreNotWrittenTo(boolean copies)
      throws Exception {
    try (WrittenTable table = WrittenTable.plain();
        HikariDataSource pool =
            DatabasePool.open(
                TestLogin.to(
                    table.database(), table.database().jdbcUrl() + "?currentSchema=early,public"),
                2)) {
      PartitionWriter writer = new PartitionWriter(pool, 0);
      RowWriters writers =
          copies ? RowWriters.copy(WeatherTable.TARGET) : RowWriters.insert(WeatherTable.TARGET);
      writer.write(writers, TestReadings.ofHour(0, 10));
      table.execute(
          "CREATE SCHEMA early",
          "CREATE TABLE early.geospatial_metrics (LIKE public.geospatial_metrics)",
          "CREATE TABLE early.kafka_offsets (LIKE public.kafka_offsets)");
      writer.write(writers, TestReadings.ofHour(1, 10));
      assertThat(table.count()).isEqualTo(20);
      assertThat(table.number("SELECT next_offset FROM public.kafka_offsets")).isEqualTo(20);
    }
  }
}
