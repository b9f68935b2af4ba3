package io.geostream.consumer.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.geostream.stack.Database;
import io.geostream.stack.testing.SharedStack;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Names that the consumer uses are found where the migration has checked them. */
final class PreferredSchemaIT {

  @Test
  void aTableThatSomeoneMakesLaterInAnEarlierSchemaIsNotWrittenTo() throws Exception {
    try (Database database = SharedStack.freshDatabase();
        HikariDataSource pool =
            DatabasePool.open(
                TestLogin.to(database, database.jdbcUrl() + "?currentSchema=early,public"), 2)) {
      ask(pool, "CREATE SCHEMA early");
      ask(pool, "CREATE SCHEMA \"Late\"");
      ask(pool, "CREATE TABLE public.geospatial_metrics (mine int)");
      assertThat(schemaOfTheTable(pool)).isEqualTo("public");

      DatabasePool.prefer(pool, "public");
      ask(pool, "CREATE TABLE early.geospatial_metrics (mine int)");
      assertThat(schemaOfTheTable(pool)).isEqualTo("public");

      DatabasePool.prefer(pool, "Late");
      ask(pool, "CREATE TABLE \"Late\".geospatial_metrics (mine int)");
      assertThat(schemaOfTheTable(pool)).isEqualTo("Late");
    }
  }

  private static String schemaOfTheTable(HikariDataSource pool) throws SQLException {
    return ask(
        pool,
        "SELECT nspname FROM pg_class relation JOIN pg_namespace schema ON schema.oid = relnamespace WHERE relation.oid = 'geospatial_metrics'::regclass");
  }

  private static String ask(HikariDataSource pool, String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      String answer = "";
      if (statement.execute(sql)) {
        ResultSet row = statement.getResultSet();
        row.next();
        answer = row.getString(1);
      }
      return answer;
    }
  }
}
