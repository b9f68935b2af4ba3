package io.geostream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.stack.testing.RequiresTimescaleDb;
import io.geostream.stack.testing.StackExtension;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
@RequiresTimescaleDb
class TimescaleDbIT {
  @Test
  void makesAHypertableInAFreshDatabase(Database database) throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE EXTENSION timescaledb");
      statement.execute("CREATE TABLE readings (time timestamptz NOT NULL, value float8)");
      statement.execute("SELECT create_hypertable('readings', by_range('time'))");
      statement.execute("INSERT INTO readings VALUES ('2026-01-01Z', 1), ('2026-03-01Z', 2)");
      try (ResultSet chunks =
          statement.executeQuery("SELECT count(*) FROM show_chunks('readings')")) {
        chunks.next();
        assertThat(chunks.getInt(1)).isEqualTo(2);
      }
    }
  }
}
