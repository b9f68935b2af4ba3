package io.geostream.consumer.tool.offsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.geostream.consumer.database.DatabasePool;
import io.geostream.consumer.database.TestLogin;
import io.geostream.consumer.database.Transactions;
import io.geostream.consumer.write.WrittenTable;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The tools work on the table that consumers use. */
final class OffsetRowsIT {

  private static final String INSERT =
      "INSERT INTO %s.kafka_offsets VALUES ('g', 'c', 't', 0, %s, 'i', NULL, now(), 'plant.metrics')";

  @Test
  void theSearchPathFindsThemAsItDoesForConsumers() throws Exception {
    try (WrittenTable table = WrittenTable.plain();
        HikariDataSource early = open(table, "early,public");
        HikariDataSource nowhere = open(table, "nowhere")) {
      table.execute(
          "CREATE SCHEMA early",
          "CREATE TABLE early.kafka_offsets (LIKE public.kafka_offsets)",
          INSERT.formatted("early", "7"),
          INSERT.formatted("public", "5"));
      OffsetRows rows = rows(early);
      OffsetRow before = Objects.requireNonNull(rows.read("c").rows().get(0));
      assertThat(before.next()).as("beside geospatial_metrics there is another one").isEqualTo(7);

      rows.apply("c", List.of(change(0, before, 3), change(1, null, 4)), true);

      assertThat(
              table.strings(
                  "SELECT concat_ws(' ', partition, next_offset, target_table) FROM early.kafka_offsets ORDER BY 1"))
          .containsExactly("0 3", "1 4");
      assertThat(table.number("SELECT next_offset FROM public.kafka_offsets")).isEqualTo(5);
      assertThatThrownBy(() -> rows(nowhere).read("c"))
          .isInstanceOfSatisfying(
              SQLException.class, none -> assertThat(none.getSQLState()).isEqualTo("42P01"));
    }
  }

  private static Change change(int partition, @Nullable OffsetRow before, long next) {
    return new Change(partition, before, new LogRange(0, 9, 9), "i", next);
  }

  private static OffsetRows rows(HikariDataSource pool) {
    return new OffsetRows(new Transactions(pool), "g", "t");
  }

  private static HikariDataSource open(WrittenTable table, String searchPath) {
    return DatabasePool.open(
        TestLogin.to(table.database(), table.database().jdbcUrl() + "?currentSchema=" + searchPath),
        1);
  }
}
