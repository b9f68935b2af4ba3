package io.geostream.consumer.write.columnstore;

import static io.geostream.consumer.write.TestReadings.FEW;
import static io.geostream.consumer.write.TestReadings.MANY;
import static io.geostream.consumer.write.TestReadings.twoDaysAgo;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.batch.Reading;
import io.geostream.consumer.batch.Records;
import io.geostream.consumer.write.PartitionWriter;
import io.geostream.consumer.write.RowWriter.Mode;
import io.geostream.consumer.write.RowWriters;
import io.geostream.consumer.write.TestReadings;
import io.geostream.consumer.write.WeatherTable;
import io.geostream.consumer.write.WrittenTable;
import io.geostream.stack.testing.RequiresTimescaleDb;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rows that go straight into the columnstore beside others that are copied: none of them is ever
 * out of sight (ADR 90).
 */
@RequiresTimescaleDb
final class MixedWritersIT {

  private WrittenTable table;
  private PartitionWriter writer;

  @BeforeEach
  void migrate() throws Exception {
    table = WrittenTable.onTimescaleDb();
    writer = table.writer(0);
  }

  @AfterEach
  void drop() {
    table.close();
  }

  static Stream<Named<RowWriters>> straight() {
    return Stream.of(
        Named.of("auto", ColumnstoreWriters.auto(WeatherTable.TARGET, ChunkWidth.HOUR)),
        Named.of(
            "direct-compress",
            ColumnstoreWriters.directCompress(WeatherTable.TARGET, ChunkWidth.HOUR)));
  }

  /**
   * Why there is more to it than a setting. If this fails, TimescaleDB has learned to tell, and
   * {@link DirectCompressRowWriter} may compress without looking at the chunks.
   */
  @Test
  void bySettingAloneRowsCopiedIntoAChunkInTheMakingAreOutOfSight() throws Exception {
    CompletableFuture<Void> direct;
    try (Connection copying = beginCopy(TestReadings.ofHour(0, FEW))) {
      direct =
          CompletableFuture.runAsync(() -> compressBySettingAlone(TestReadings.ofHour(0, MANY)));
      table.awaitABlockedWriter();
      copying.commit();
    }
    direct.get();
    String learnt =
        "if TimescaleDB does this by itself now, DirectCompressRowWriter can be simpler";
    assertThat(table.rowsInRowstore()).as(learnt).isEqualTo(FEW);
    assertThat(table.count()).as(learnt).isEqualTo(MANY);
  }

  private void compressBySettingAlone(List<Reading> readings) {
    try (Connection connection = table.connect()) {
      connection.setAutoCommit(false);
      WrittenTable.execute(connection, "SET LOCAL timescaledb.enable_direct_compress_copy = on");
      PartitionWriter.copy(connection, readings);
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("straight")
  void rowsCopiedIntoAChunkInTheMakingStayInSight(RowWriters straight) throws Exception {
    assertThat(wayBesideACopyThat(Connection::commit, straight)).isEqualTo(Mode.COPY);
    table.assertInSight(FEW + MANY);
    assertThat(writer.write(straight, TestReadings.ofHour(0, MANY)))
        .isEqualTo(Mode.DIRECT_COMPRESS);
    table.assertInSight(FEW + 2 * MANY);
  }

  @ParameterizedTest
  @MethodSource("straight")
  void aChunkWhoseMakerGaveUpIsMadeByACopy(RowWriters straight) throws Exception {
    assertThat(wayBesideACopyThat(Connection::rollback, straight)).isEqualTo(Mode.COPY);
    table.assertInSight(MANY);
  }

  private interface Ending {
    void of(Connection transaction) throws SQLException;
  }

  /** The way of a batch for whose chunk a copy that makes it is under way, and ends then. */
  private Mode wayBesideACopyThat(Ending ends, RowWriters straight) throws Exception {
    CompletableFuture<Mode> mode;
    try (Connection copying = beginCopy(TestReadings.ofHour(0, FEW))) {
      mode = writer.start(straight, TestReadings.ofHour(0, MANY));
      table.awaitABlockedWriter();
      ends.of(copying);
    }
    return mode.get();
  }

  @ParameterizedTest
  @MethodSource("straight")
  void theFirstBatchOfAnHourIsCopiedAndTheNextGoesStraight(RowWriters straight) throws Exception {
    assertThat(writer.write(straight, TestReadings.ofHour(0, MANY))).isEqualTo(Mode.COPY);
    assertThat(writer.write(straight, TestReadings.ofHour(0, MANY)))
        .isEqualTo(Mode.DIRECT_COMPRESS);
    assertThat(table.rowsInRowstore()).isEqualTo(MANY);
    table.assertInSight(2 * MANY);
  }

  @Test
  void aBatchWithOneHourThatHasNoChunkIsCopied() throws Exception {
    table.makeChunks(twoDaysAgo(), 1);
    table.makeChunks(twoDaysAgo() + 2 * Records.HOUR, 1);
    List<Reading> readings = TestReadings.of(twoDaysAgo(), MANY, 3);
    assertThat(
            writer.write(ColumnstoreWriters.auto(WeatherTable.TARGET, ChunkWidth.HOUR), readings))
        .isEqualTo(Mode.COPY);
    assertThat(
            writer.write(ColumnstoreWriters.auto(WeatherTable.TARGET, ChunkWidth.HOUR), readings))
        .isEqualTo(Mode.DIRECT_COMPRESS);
    table.assertInSight(2 * MANY);
  }

  /** As where one clock is wrong by days. */
  @Test
  void hoursWithoutRowsNeedNoChunk() throws Exception {
    table.makeChunks(twoDaysAgo(), 1);
    table.makeChunks(twoDaysAgo() + 9 * Records.HOUR, 1);
    List<Reading> readings = TestReadings.ofHour(0, MANY);
    readings.addAll(TestReadings.ofHour(9, 1));
    assertThat(
            writer.write(ColumnstoreWriters.auto(WeatherTable.TARGET, ChunkWidth.HOUR), readings))
        .isEqualTo(Mode.DIRECT_COMPRESS);
    table.assertInSight(MANY + 1);
  }

  @Test
  void autoWritesDenseBatchesStraightAndCopiesOthers() throws Exception {
    table.makeChunks(twoDaysAgo(), 4);
    RowWriters auto = ColumnstoreWriters.auto(WeatherTable.TARGET, ChunkWidth.HOUR);
    List<Reading> sparse = TestReadings.of(twoDaysAgo(), MANY, 1, MANY / 5);
    List<Reading> small = TestReadings.of(twoDaysAgo(), FEW, 1, 1);
    assertThat(writer.write(auto, TestReadings.ofHour(0, MANY))).isEqualTo(Mode.DIRECT_COMPRESS);
    assertThat(writer.write(auto, sparse)).isEqualTo(Mode.COPY);
    assertThat(writer.write(auto, small)).isEqualTo(Mode.COPY);
    assertThat(writer.write(auto, TestReadings.of(twoDaysAgo(), MANY, 4)))
        .isEqualTo(Mode.DIRECT_COMPRESS);
    assertThat(
            writer.write(
                ColumnstoreWriters.directCompress(WeatherTable.TARGET, ChunkWidth.HOUR), small))
        .isEqualTo(Mode.DIRECT_COMPRESS);
    assertThat(table.rowsInRowstore()).isEqualTo(MANY + FEW);
    table.assertInSight(3 * MANY + 2 * FEW);
  }

  /** The rowstore of a chunk in which somebody is still copying becomes a part of it. */
  @Test
  void rowsOfACopyUnderWayStayInSightWhenItsChunkIsCompressedForTheFirstTime() throws Exception {
    table.makeChunks(twoDaysAgo(), 1);
    try (Connection copying = beginCopy(TestReadings.ofHour(0, FEW))) {
      assertThat(
              writer.write(
                  ColumnstoreWriters.auto(WeatherTable.TARGET, ChunkWidth.HOUR),
                  TestReadings.ofHour(0, MANY)))
          .isEqualTo(Mode.DIRECT_COMPRESS);
      assertThat(table.count()).isEqualTo(MANY);
      copying.commit();
    }
    table.assertInSight(FEW + MANY);
  }

  /** Both find the chunk without a columnstore; the second waits until the first has made it. */
  @Test
  void twoThatCompressAChunkForTheFirstTimeGetAlong() throws Exception {
    table.makeChunks(twoDaysAgo(), 1);
    writer.write(RowWriters.copy(WeatherTable.TARGET), TestReadings.ofHour(0, FEW));
    CompletableFuture<Mode> second;
    try (Connection first = table.connect()) {
      first.setAutoCommit(false);
      CopyRows rows = Reading.encoded(TestReadings.ofHour(0, MANY));
      assertThat(
              ColumnstoreWriters.auto(WeatherTable.TARGET, ChunkWidth.HOUR)
                  .rows()
                  .write(first, rows, 0, rows.count(), () -> {}))
          .isEqualTo(Mode.DIRECT_COMPRESS);
      second =
          writer.start(
              ColumnstoreWriters.auto(WeatherTable.TARGET, ChunkWidth.HOUR),
              TestReadings.ofHour(0, MANY));
      table.awaitABlockedWriter();
      first.commit();
    }
    assertThat(second.get()).isEqualTo(Mode.DIRECT_COMPRESS);
    table.assertInSight(FEW + 2 * MANY);
  }

  /** An hour may then have a chunk for some stations, and the COPY would make those that lack. */
  @Test
  void aTableThatIsPartitionedBySpaceTooIsCopied() throws Exception {
    table.execute("SELECT add_dimension('geospatial_metrics', by_hash('location_id', 4))");
    assertThat(DirectCompress.obstacle(table.pool(), WeatherTable.TARGET))
        .hasValue("public.geospatial_metrics is partitioned by more than its time");
    writer.write(RowWriters.copy(WeatherTable.TARGET), TestReadings.of(twoDaysAgo(), FEW, 1, 1));
    assertThat(
            writer.write(
                ColumnstoreWriters.auto(WeatherTable.TARGET, ChunkWidth.HOUR),
                TestReadings.ofHour(0, MANY)))
        .isEqualTo(Mode.COPY);
    assertThat(
            writer.write(
                ColumnstoreWriters.auto(WeatherTable.TARGET, ChunkWidth.HOUR),
                TestReadings.ofHour(0, MANY)))
        .isEqualTo(Mode.COPY);
    assertThat(table.chunks()).hasSize(4);
    table.assertInSight(FEW + 2 * MANY);
  }

  @Test
  void chunksOfAnotherWidthWillDo() throws Exception {
    table.execute("SELECT set_chunk_time_interval('geospatial_metrics', INTERVAL '10 minutes')");
    List<Reading> readings = TestReadings.of(twoDaysAgo(), 3_600, 1);
    readings.replaceAll(
        each -> each.at(twoDaysAgo() + (each.epochMicros() - twoDaysAgo()) * 1_000));
    assertThat(
            writer.write(
                ColumnstoreWriters.auto(WeatherTable.TARGET, ChunkWidth.HOUR),
                readings.subList(0, 3_000)))
        .isEqualTo(Mode.COPY);
    assertThat(table.chunks()).hasSize(5);
    assertThat(
            writer.write(ColumnstoreWriters.auto(WeatherTable.TARGET, ChunkWidth.HOUR), readings))
        .as("the sixth is missing")
        .isEqualTo(Mode.COPY);
    assertThat(
            writer.write(ColumnstoreWriters.auto(WeatherTable.TARGET, ChunkWidth.HOUR), readings))
        .isEqualTo(Mode.DIRECT_COMPRESS);
    table.assertInSight(3_000 + 2 * 3_600);
  }

  private Connection beginCopy(List<Reading> readings) throws SQLException {
    Connection connection = table.connect();
    connection.setAutoCommit(false);
    PartitionWriter.copy(connection, readings);
    return connection;
  }
}
