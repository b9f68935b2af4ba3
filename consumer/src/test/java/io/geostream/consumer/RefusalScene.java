package io.geostream.consumer;

import com.zaxxer.hikari.HikariDataSource;
import io.geostream.common.decode.BadRecord;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.BatchLimits;
import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.batch.Reading;
import io.geostream.consumer.batch.Records;
import io.geostream.consumer.database.DatabasePool;
import io.geostream.consumer.database.TestLogin;
import io.geostream.consumer.database.WriterConnection;
import io.geostream.consumer.offsets.OffsetKey;
import io.geostream.consumer.offsets.OffsetTable;
import io.geostream.consumer.write.CopyRowWriter;
import io.geostream.consumer.write.RefusedRows;
import io.geostream.consumer.write.RowWriter;
import io.geostream.consumer.write.WeatherTable;
import io.geostream.consumer.write.WrittenTable;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import javax.sql.DataSource;
import org.apache.kafka.common.Uuid;

/** A table that refuses rows below 0 degrees, and the search for what it refuses. */
final class RefusalScene implements AutoCloseable {

  static final int ROWS = 10_000;

  private final AtomicInteger copies = new AtomicInteger();
  private final WrittenTable table = WrittenTable.plain();
  private final RefusedRows refusedRows = refusedRows(table.pool());
  private int closedBefore;

  RefusalScene() throws SQLException {
    execute("ALTER TABLE geospatial_metrics ADD CONSTRAINT warm CHECK (temperature >= 0)");
  }

  /** How many COPY statements the search took. */
  int copies() {
    return copies.get();
  }

  /** Before the COPY statement of this number, the table {@code closed} gets a row. */
  void closesBefore(int copy) {
    closedBefore = copy;
  }

  RefusedRows refusedRows() {
    return refusedRows;
  }

  void theTableHasARow() throws Exception {
    execute(
        "INSERT INTO geospatial_metrics (time, location_id, temperature) VALUES (now(), 'loc_0', 20)");
  }

  void refuseWith(String state, String when) throws Exception {
    execute(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF %s THEN RAISE EXCEPTION 'refused' USING ERRCODE = '%s'; END IF;
          RETURN NEW;
        END $$"""
            .formatted(when, state));
    execute(
        "CREATE TRIGGER refuse BEFORE INSERT ON geospatial_metrics FOR EACH ROW EXECUTE FUNCTION refuse()");
  }

  void refuseStatementsWith(String state) throws Exception {
    execute(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'closed' USING ERRCODE = '%s'; END $$"""
            .formatted(state));
    execute(
        "CREATE TRIGGER refuse BEFORE INSERT ON geospatial_metrics FOR EACH STATEMENT EXECUTE FUNCTION refuse()");
  }

  SortedMap<Integer, BadRecord> find(Batch batch) throws Exception {
    return refusedRows.find(batch).orElseThrow();
  }

  /** Another pool, whose URL has parameters. */
  HikariDataSource pool(String parameters) {
    String url = table.database().jdbcUrl();
    return DatabasePool.open(
        TestLogin.to(table.database(), url + (url.contains("?") ? "&" : "?") + parameters), 1);
  }

  RefusedRows refusedRows(DataSource source) {
    RowWriter copy = new CopyRowWriter(WeatherTable.TARGET);
    RowWriter counted =
        (connection, rows, from, to, progress) -> {
          if (copies.incrementAndGet() == closedBefore) {
            execute("INSERT INTO closed DEFAULT VALUES");
          }
          return copy.write(connection, rows, from, to, progress);
        };
    OffsetTable offsets = WeatherTable.offsets(new OffsetKey("g", "c", "t", Uuid.ZERO_UUID));
    return new RefusedRows(
        new WriterConnection(source, System::nanoTime), counted, offsets, () -> {});
  }

  static Batch batch(int from, int to, IntPredicate refused) {
    Batch batch = new Batch(0, 0, BatchLimits.of(ROWS, ChunkWidth.HOUR));
    for (int row = from; row < to; row++) {
      batch.add(
          Records.record(0, row), Reading.rows(List.of(reading(row, refused.test(row) ? -1 : 20))));
    }
    return batch;
  }

  /** A row that the table takes, or refuses if it is below 0 degrees. */
  static Reading reading(int row, double temperature) {
    return Reading.at(row, "loc_" + row).with("temperature", temperature);
  }

  long count() throws Exception {
    return table.count();
  }

  void execute(String sql) throws SQLException {
    table.execute(sql);
  }

  @Override
  public void close() {
    table.close();
  }
}
