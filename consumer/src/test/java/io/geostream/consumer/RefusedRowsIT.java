package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.geostream.common.reading.ErrorCode;
import io.geostream.common.reading.NumericField;
import io.geostream.common.reading.Reading;
import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.settings.DatabaseAddress;
import io.geostream.consumer.write.CopyRowWriter;
import io.geostream.consumer.write.InFlight;
import io.geostream.consumer.write.RefusedRows;
import io.geostream.consumer.write.RowWriter;
import io.geostream.consumer.write.SchemaRefusalException;
import io.geostream.stack.Database;
import io.geostream.stack.testing.SharedStack;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Refused rows are found in few statements, and nothing of the search stays in the table. */
final class RefusedRowsIT {

  private static final int ROWS = 10_000;

  private final AtomicInteger copies = new AtomicInteger();
  private Database database;
  private HikariDataSource pool;

  @BeforeEach
  void makeATable() throws Exception {
    database = SharedStack.freshDatabase();
    pool =
        DatabasePool.open(
            new DatabaseAddress(
                database.jdbcUrl(), database.user(), database.password().orElse(null)),
            1);
    execute(
        """
        CREATE TABLE geospatial_metrics (time timestamptz, location_id text, latitude float8, longitude float8,
          temperature float8, humidity float8, pressure float8, wind_speed float8, wind_direction float8,
          CONSTRAINT warm CHECK (temperature >= 0))""");
  }

  @AfterEach
  void dropIt() {
    pool.close();
    database.close();
  }

  @Test
  void oneRefusedRowIsFoundInALogarithmicNumberOfStatements() throws Exception {
    var refused = refusedRows().find(rows(row -> row == 7_777));
    assertThat(refused).containsOnlyKeys(7_777);
    assertThat(refused.values())
        .singleElement()
        .satisfies(
            reason -> {
              assertThat(reason.code()).isEqualTo(ErrorCode.REJECTED_BY_DATABASE);
              assertThat(reason.message()).contains("warm");
            });
    assertThat(copies.get()).as("COPY statements").isLessThanOrEqualTo(1 + 2 * 14);
    assertThat(count()).isZero();
  }

  @Test
  void aHundredRefusedRowsAreFound() throws Exception {
    assertThat(refusedRows().find(rows(row -> row % 100 == 3))).hasSize(100);
    assertThat(count()).isZero();
  }

  @Test
  void aDeferredConstraintIsSeenToo() throws Exception {
    execute("CREATE TABLE stations (location_id text PRIMARY KEY)");
    execute("INSERT INTO stations SELECT 'loc_' || n FROM generate_series(0, 499) n");
    execute(
        """
        ALTER TABLE geospatial_metrics ADD CONSTRAINT known FOREIGN KEY (location_id) REFERENCES stations
        DEFERRABLE INITIALLY DEFERRED""");
    CopyRows rows = new CopyRows(16);
    for (int row = 495; row < 505; row++) {
      rows.add(reading(row, 20));
    }
    assertThat(refusedRows().find(rows)).containsOnlyKeys(5, 6, 7, 8, 9);
  }

  @Test
  void whenEveryRowIsRefusedItIsTheSchemaThatIsWrong() {
    assertThatThrownBy(() -> refusedRows().find(rows(row -> true)))
        .isInstanceOf(SchemaRefusalException.class)
        .hasMessageContaining("10000 rows")
        .hasMessageContaining("warm");
  }

  private RefusedRows refusedRows() {
    RowWriter copy = new CopyRowWriter();
    RowWriter counted =
        (connection, rows, from, to) -> {
          copies.incrementAndGet();
          copy.write(connection, rows, from, to);
        };
    return new RefusedRows(pool, counted, new InFlight());
  }

  private static CopyRows rows(IntPredicate refused) {
    CopyRows rows = new CopyRows(16);
    for (int row = 0; row < ROWS; row++) {
      rows.add(reading(row, refused.test(row) ? -1 : 20));
    }
    return rows;
  }

  private static Reading reading(int row, double temperature) {
    return Reading.at(row, "loc_" + row).set(NumericField.TEMPERATURE, temperature).build();
  }

  private long count() throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM geospatial_metrics")) {
      row.next();
      return row.getLong(1);
    }
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
