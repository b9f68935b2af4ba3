package io.geostream.consumer.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.decode.BadRecord;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.database.SchemaRefusalException;
import io.geostream.consumer.database.WriterConnection;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.offsets.MissingOffsetException;
import io.geostream.consumer.offsets.OffsetKey;
import io.geostream.consumer.offsets.OffsetTable;
import io.geostream.consumer.offsets.PositionLoader;
import io.geostream.consumer.settings.Start;
import io.geostream.consumer.write.CopyRowWriter;
import io.geostream.consumer.write.RefusedRows;
import io.geostream.consumer.write.RowWriter;
import io.geostream.consumer.write.RowWriters;
import io.geostream.consumer.write.Transaction;
import io.geostream.consumer.write.WeatherTable;
import io.geostream.consumer.write.WrittenTable;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a writer relies on when it asks the database. */
final class DatabaseStoreIT {

  private static final OffsetKey KEY = new OffsetKey("g", "c", "t", Uuid.ZERO_UUID);
  private static final Optional<RowWriter.Mode> COPIED = Optional.of(RowWriter.Mode.COPY);

  /** The way into the columnstore, when it does not take the rows. */
  private static final RowWriter REFUSING =
      (connection, rows, from, to, progress) -> {
        throw new SQLException("the columnstore does not take them", "0A000");
      };

  private WrittenTable table;
  private WriterConnection connection;
  private Store store;

  @BeforeEach
  void makeTables() throws Exception {
    table = WrittenTable.plain();
    connection = new WriterConnection(table.pool(), System::nanoTime);
    try (Connection setup = table.connect()) {
      WeatherTable.offsets(KEY).claim(setup, Map.of(0, 0L));
    }
    store = store(RowWriters.copy(WeatherTable.TARGET));
  }

  private Store store(RowWriters writers) {
    OffsetTable offsets = WeatherTable.offsets(KEY);
    return new DatabaseStore(
        connection,
        new PositionLoader(offsets, new Topics(noBroker(), Duration.ofSeconds(1)), Start.EARLIEST),
        offsets,
        new Transaction(connection, writers, offsets, connection::progress),
        new RefusedRows(connection, writers.plain(), offsets, connection::progress));
  }

  private static Admin noBroker() {
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (proxy, method, arguments) -> {
              throw new TimeoutException("no broker");
            });
  }

  @AfterEach
  void dropThem() {
    connection.close();
    table.close();
  }

  @Test
  void aWriteBringsRowsAndOffsetAndASecondOneIsFenced() throws SQLException {
    assertThat(store.write(TestBatches.rows(0, 0, 5), false)).isEqualTo(COPIED);
    assertThat(store.write(TestBatches.rows(0, 0, 5), false)).isEmpty();
    assertThat(table.count()).isEqualTo(5);
    assertThat(store.holds(offsets(5), true)).isTrue();
  }

  @Test
  void otherOffsetsThanTheStoredAreNotHeld() throws SQLException {
    assertThat(store.holds(offsets(0), true)).isTrue();
    assertThat(store.holds(offsets(1), true)).isFalse();
  }

  @Test
  void anOffsetThatIsMissingIsAFaultUnlessItMayBe() throws SQLException {
    table.execute("DELETE FROM kafka_offsets");
    assertThat(store.holds(offsets(0), false)).isFalse();
    assertThatThrownBy(() -> store.holds(offsets(0), true))
        .isInstanceOf(MissingOffsetException.class);
  }

  @Test
  void aPlainWriteDoesNotTakeTheWayIntoTheColumnstore() throws SQLException {
    store =
        store(
            new RowWriters(REFUSING, new CopyRowWriter(WeatherTable.TARGET), RowWriter.Mode.COPY));
    Batch batch = TestBatches.rows(0, 0, 5);
    assertThatThrownBy(() -> store.write(batch, false)).isInstanceOf(SQLException.class);
    assertThat(store.findRefused(batch)).as("no row is to blame").contains(new TreeMap<>());
    assertThat(store.write(batch, true)).isEqualTo(COPIED);
    assertThat(table.count()).isEqualTo(5);
  }

  @Test
  void aSearchFindsRefusedRowsAndChangesNothing() throws SQLException {
    table.execute("CREATE UNIQUE INDEX ON geospatial_metrics (time)");
    SortedMap<Integer, BadRecord> refused =
        store.findRefused(TestBatches.rows(0, 0, 2)).orElseThrow();
    assertThat(refused).containsOnlyKeys(1);
    assertThat(table.count()).isZero();
    assertThat(store.holds(offsets(0), true)).isTrue();
  }

  @Test
  void aSearchIsFencedLikeAWrite() throws SQLException {
    store.write(TestBatches.rows(0, 0, 5), false);
    assertThat(store.findRefused(TestBatches.rows(0, 0, 5))).isEqualTo(Optional.empty());
  }

  @Test
  void aWriteBetweenProvesThatTheTableTakesRows() throws SQLException {
    table.execute("ALTER TABLE geospatial_metrics ADD CHECK (temperature < 0) NOT VALID");
    Batch refused = TestBatches.rows(0, 0, 60);
    assertThat(store.findRefused(refused).orElseThrow()).hasSize(60);
    table.execute(
        "ALTER TABLE geospatial_metrics DROP CONSTRAINT geospatial_metrics_temperature_check");
    store.write(TestBatches.rows(0, 0, 1), false);
    table.execute("ALTER TABLE geospatial_metrics ADD CHECK (temperature < 0) NOT VALID");
    Batch next = TestBatches.rows(0, 1, 61);
    assertThat(store.findRefused(next).orElseThrow()).as("60 in a row").hasSize(60);
    assertThatThrownBy(() -> store.findRefused(next)).isInstanceOf(SchemaRefusalException.class);
  }

  private static SortedMap<Integer, Long> offsets(long next) {
    return new TreeMap<>(Map.of(0, next));
  }
}
