package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.geostream.common.reading.BadRecord;
import io.geostream.common.reading.ErrorCode;
import io.geostream.common.reading.NumericField;
import io.geostream.common.reading.Reading;
import io.geostream.common.reading.ReadingFields;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.BatchLimits;
import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.batch.Records;
import io.geostream.consumer.database.DatabasePool;
import io.geostream.consumer.database.Login;
import io.geostream.consumer.database.SchemaRefusalException;
import io.geostream.consumer.database.WriterConnection;
import io.geostream.consumer.offsets.OffsetKey;
import io.geostream.consumer.offsets.OffsetTable;
import io.geostream.consumer.settings.DatabaseAddress;
import io.geostream.consumer.write.CopyRowWriter;
import io.geostream.consumer.write.RefusedRows;
import io.geostream.consumer.write.RowWriter;
import io.geostream.stack.Database;
import io.geostream.stack.testing.SharedStack;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import javax.sql.DataSource;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Refused rows are found in few statements, and nothing of the search stays in the table. */
final class RefusedRowsIT {

  private static final int ROWS = 10_000;

  private final AtomicInteger copies = new AtomicInteger();
  private Database database;
  private HikariDataSource pool;
  private int closedBefore;
  private RefusedRows refusedRows;

  @BeforeEach
  void makeATable() throws Exception {
    database = SharedStack.freshDatabase();
    pool = pool("");
    execute(
        """
        CREATE TABLE geospatial_metrics (time timestamptz, location_id text, latitude float8, longitude float8,
          temperature float8, humidity float8, pressure float8, wind_speed float8, wind_direction float8,
          CONSTRAINT warm CHECK (temperature >= 0))""");
    execute(
        """
        CREATE TABLE kafka_offsets (consumer_group text, cluster_id text, topic text, partition int, next_offset bigint,
          topic_id text, leader_epoch int, updated_at timestamptz)""");
    refusedRows = newRefusedRows(pool);
  }

  @AfterEach
  void dropIt() {
    pool.close();
    database.close();
  }

  @Test
  void oneRefusedRowIsFoundInALogarithmicNumberOfStatements() throws Exception {
    SortedMap<Integer, BadRecord> refused = find(batch(0, ROWS, row -> row == 7_777));
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
  void manyRefusedRowsAmongGoodOnesAreFoundWithoutExhaustingTheServer() throws Exception {
    assertThat(find(batch(0, ROWS, row -> row % 100 == 3))).hasSize(100);
    assertThat(find(batch(0, ROWS, row -> row % 2 == 0))).hasSize(ROWS / 2);
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
    assertThat(find(batch(495, 505, row -> false))).containsOnlyKeys(5, 6, 7, 8, 9);
  }

  @Test
  void rowsThatAreInTheTableAlreadyAreFencedAndNotTakenForBadData() throws Exception {
    execute("CREATE UNIQUE INDEX once ON geospatial_metrics (location_id)");
    execute(
        "INSERT INTO geospatial_metrics (location_id) SELECT 'loc_' || n FROM generate_series(0, 39) n");
    execute(
        "INSERT INTO kafka_offsets VALUES ('g', 'c', 't', 0, 40, '%s')".formatted(Uuid.ZERO_UUID));
    Batch written = batch(0, 40, row -> false);
    written.advance(0, 0, 40, Optional.empty());
    assertThat(refusedRows.find(written)).isEmpty();
  }

  @Test
  void whenEveryRowIsRefusedItIsTheSchemaThatIsWrong() {
    assertThatThrownBy(() -> find(batch(0, 100, row -> true)))
        .isInstanceOf(SchemaRefusalException.class)
        .hasMessageContaining("each of 100 rows")
        .hasMessageContaining("warm");
  }

  @Test
  void ofTenThousandRefusedRowsOnlySomeAreTried() {
    assertThatThrownBy(() -> find(batch(0, ROWS, row -> true)))
        .isInstanceOf(SchemaRefusalException.class)
        .hasMessageContaining("each of 200 rows");
    assertThat(copies.get()).as("COPY statements").isLessThan(400);
  }

  @Test
  void aBatchThatBeginsWithManyRefusedRowsIsNoWrongSchema() throws Exception {
    assertThat(find(batch(0, 1_000, row -> row < 300))).hasSize(300);
    assertThat(count()).as("nothing of the search stays").isZero();
  }

  @Test
  void theTableIsWrongTooWhenAHundredRowsInSmallBatchesAreRefusedAndNoneWasEverAccepted()
      throws Exception {
    for (int row = 0; row < 99; row++) {
      assertThat(find(batch(row, row + 1, each -> true))).hasSize(1);
    }
    assertThatThrownBy(() -> find(batch(0, 1, row -> true)))
        .isInstanceOf(SchemaRefusalException.class);
  }

  @Test
  void smallBatchesOfRefusedRowsAreAboutTheRowsAsLongAsTheTableTakesWhatItHasAlready()
      throws Exception {
    theTableHasARow();
    for (int row = 0; row < 150; row++) {
      assertThat(find(batch(row, row + 1, each -> true))).hasSize(1);
    }
  }

  @Test
  void aDuplicateIsAboutTheRowWhateverTheirShare() throws Exception {
    execute("CREATE UNIQUE INDEX once ON geospatial_metrics (location_id)");
    execute(
        "INSERT INTO geospatial_metrics (location_id) SELECT 'loc_' || n FROM generate_series(0, 299) n");
    assertThat(find(batch(0, 300, row -> false))).hasSize(300);
    for (int row = 0; row < 150; row++) {
      assertThat(find(batch(row, row + 1, each -> false))).hasSize(1);
    }
  }

  @Test
  void aRefusalForAnyReasonIsAboutTheRowsIfTheTableTakesOthers() throws Exception {
    refuseWith("0A000", "NEW.location_id LIKE 'loc_1%'");
    assertThat(find(batch(10, 21, row -> false))).hasSize(10);
  }

  @Test
  void aRefusalForAnyReasonIsAboutTheRowsIfTheTableTakesOneThatItHasWhoeverWroteIt()
      throws Exception {
    refuseWith("42501", "NEW.location_id = 'loc_7'");
    theTableHasARow();
    assertThat(find(batch(7, 8, row -> false))).containsOnlyKeys(0);
  }

  @Test
  void aRefusalThatIsNotAboutDataStopsAtTheFirstRowIfTheTableNeverTookOne() throws Exception {
    refuseWith("42501", "true");
    assertThatThrownBy(() -> find(batch(7, 8, row -> false)))
        .isInstanceOf(SchemaRefusalException.class)
        .hasMessageContaining("partition 0 offset 7")
        .hasMessageContaining("42501");
  }

  @Test
  void theTableIsWrongIfItNoLongerTakesWhatItTookBefore() throws Exception {
    theTableHasARow();
    refuseWith("42501", "true");
    assertThatThrownBy(() -> find(batch(7, 8, row -> false)))
        .isInstanceOf(SchemaRefusalException.class);
  }

  @Test
  void theTableIsWrongIfItStopsTakingRowsInTheMiddleOfTheSearch() throws Exception {
    execute("CREATE TABLE closed ()");
    refuseWith("42501", "EXISTS (SELECT FROM closed)");
    closedBefore = 8;
    assertThatThrownBy(() -> find(batch(0, 16, row -> row == 0)))
        .isInstanceOfSatisfying(
            SQLException.class, refusal -> assertThat(refusal.getSQLState()).isEqualTo("42501"));
  }

  @Test
  void aRuleThatTakesEachRowOnceForAReasonOfItsOwnIsNoTableThatStoppedTakingRows()
      throws Exception {
    refuseWith(
        "P0001",
        "EXISTS (SELECT FROM geospatial_metrics stored WHERE stored.location_id = NEW.location_id)");
    execute("INSERT INTO geospatial_metrics (location_id) VALUES ('loc_3')");
    assertThat(find(batch(0, 16, row -> false))).containsOnlyKeys(3);
  }

  @Test
  void whatIsTooMuchForTheServerWithOneRowAloneIsAboutThatRow() throws Exception {
    refuseWith("54000", "NEW.location_id = 'loc_7'");
    theTableHasARow();
    assertThat(find(batch(7, 8, row -> false))).containsOnlyKeys(0);
    assertThat(count()).as("nothing of the search stays").isOne();
  }

  @Test
  void aDuplicateIsNoSignThatTheTableTakesOtherRows() throws Exception {
    execute("CREATE UNIQUE INDEX once ON geospatial_metrics (location_id, time)");
    theTableHasARow();
    refuseWith("42501", "true");
    execute("DROP TRIGGER refuse ON geospatial_metrics");
    execute(
        "INSERT INTO geospatial_metrics (time, location_id) VALUES (to_timestamp(0.000005), 'loc_5')");
    execute(
        "CREATE TRIGGER refuse AFTER INSERT ON geospatial_metrics FOR EACH ROW EXECUTE FUNCTION refuse()");
    assertThatThrownBy(() -> find(batch(5, 8, row -> false)))
        .isInstanceOf(SchemaRefusalException.class)
        .hasMessageContaining("42501");
  }

  @Test
  void besideAnIndexThatHoldsTheTimeTooARefusalIsAboutTheRow() throws Exception {
    execute("CREATE UNIQUE INDEX once ON geospatial_metrics (location_id, time)");
    refuseWith("0A000", "NEW.location_id = 'loc_7'");
    theTableHasARow();
    assertThat(find(batch(7, 8, row -> false))).containsOnlyKeys(0);
  }

  @Test
  void whatForbidsCopyItselfIsNotAboutRowsWhateverTheTableHolds() throws Exception {
    theTableHasARow();
    execute("ALTER TABLE geospatial_metrics ENABLE ROW LEVEL SECURITY");
    execute("CREATE POLICY all_rows ON geospatial_metrics USING (true)");
    String role = "writer_" + UUID.randomUUID().toString().replace('-', '_');
    execute("CREATE ROLE " + role);
    try {
      execute("GRANT ALL ON geospatial_metrics, kafka_offsets TO " + role);
      try (HikariDataSource restricted = pool("options=-c%20role%3D" + role)) {
        assertThatThrownBy(() -> newRefusedRows(restricted).find(batch(7, 9, row -> false)))
            .isInstanceOfSatisfying(
                SQLException.class,
                refusal -> assertThat(refusal.getSQLState()).isEqualTo("0A000"));
      }
    } finally {
      execute("DROP OWNED BY " + role);
      execute("DROP ROLE " + role);
    }
  }

  private void theTableHasARow() throws Exception {
    execute(
        "INSERT INTO geospatial_metrics (time, location_id, temperature) VALUES (now(), 'loc_0', 20)");
  }

  private void refuseWith(String state, String when) throws Exception {
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

  private SortedMap<Integer, BadRecord> find(Batch batch) throws Exception {
    return refusedRows.find(batch).orElseThrow();
  }

  private HikariDataSource pool(String parameters) {
    String url = database.jdbcUrl();
    return DatabasePool.open(
        new Login(
            DatabaseAddress.of(
                url + (url.contains("?") ? "&" : "?") + parameters,
                database.user(),
                ConsumerJar.password(database))),
        1);
  }

  private RefusedRows newRefusedRows(DataSource source) {
    RowWriter copy = new CopyRowWriter();
    RowWriter counted =
        (connection, rows, from, to, progress) -> {
          if (copies.incrementAndGet() == closedBefore) {
            execute("INSERT INTO closed DEFAULT VALUES");
          }
          return copy.write(connection, rows, from, to, progress);
        };
    OffsetTable offsets = new OffsetTable(new OffsetKey("g", "c", "t", Uuid.ZERO_UUID));
    return new RefusedRows(
        new WriterConnection(source, System::nanoTime), counted, offsets, () -> {});
  }

  private static Batch batch(int from, int to, IntPredicate refused) {
    Batch batch = new Batch(0, 0, BatchLimits.of(ROWS, ChunkWidth.HOUR));
    for (int row = from; row < to; row++) {
      batch.add(Records.record(0, row), reading(row, refused.test(row) ? -1 : 20));
    }
    return batch;
  }

  private static ReadingFields reading(int row, double temperature) {
    return ReadingFields.of(
        Reading.at(row, "loc_" + row).set(NumericField.TEMPERATURE, temperature).build());
  }

  private long count() throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM geospatial_metrics")) {
      row.next();
      return row.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
