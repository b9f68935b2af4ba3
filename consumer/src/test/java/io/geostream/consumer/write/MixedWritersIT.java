package io.geostream.consumer.write;

import static io.geostream.consumer.write.TestReadings.MANY;
import static io.geostream.consumer.write.TestReadings.twoDaysAgo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.geostream.common.reading.Reading;
import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.batch.Records;
import io.geostream.consumer.write.RowWriter.Mode;
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
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows that go straight into the columnstore beside others that are copied: none of them is ever
 * out of sight, whatever becomes of the chunks meanwhile (ADR 90).
 */
@RequiresTimescaleDb
final class MixedWritersIT {

  private static final int FEW = 500;

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
        Named.of("auto", RowWriters.auto()),
        Named.of("direct-compress", RowWriters.directCompress()));
  }

  /**
   * Why there is more to it than a setting. If this fails, TimescaleDB has learned to tell, and
   * {@link DirectCompressRowWriter} may compress without looking at the chunks.
   */
  @Test
  void bySettingAloneRowsCopiedIntoAChunkInTheMakingAreOutOfSight() throws Exception {
    CompletableFuture<Void> direct;
    try (Connection copying = beginCopy(readings(0, FEW))) {
      direct = CompletableFuture.runAsync(() -> compressBySettingAlone(readings(0, MANY)));
      awaitABlockedWriter();
      copying.commit();
    }
    direct.get();
    assertThat(table.rowsInRowstore()).isEqualTo(FEW);
    assertThat(table.count()).isEqualTo(MANY);
  }

  private void compressBySettingAlone(List<Reading> readings) {
    try (Connection connection = table.connect()) {
      connection.setAutoCommit(false);
      WrittenTable.execute(connection, "SET LOCAL timescaledb.enable_direct_compress_copy = on");
      copy(connection, readings);
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("straight")
  void rowsCopiedIntoAChunkInTheMakingStayInSight(RowWriters straight) throws Exception {
    CompletableFuture<Mode> mode;
    try (Connection copying = beginCopy(readings(0, FEW))) {
      mode = writer.start(straight, readings(0, MANY));
      awaitABlockedWriter();
      copying.commit();
    }
    assertThat(mode.get()).isEqualTo(Mode.COPY);
    assertInSight(FEW + MANY);
    assertThat(writer.write(straight, readings(0, MANY))).isEqualTo(Mode.DIRECT_COMPRESS);
    assertInSight(FEW + 2 * MANY);
  }

  @ParameterizedTest
  @MethodSource("straight")
  void aChunkWhoseMakerGaveUpIsMadeByACopy(RowWriters straight) throws Exception {
    CompletableFuture<Mode> mode;
    try (Connection copying = beginCopy(readings(0, FEW))) {
      mode = writer.start(straight, readings(0, MANY));
      awaitABlockedWriter();
      copying.rollback();
    }
    assertThat(mode.get()).isEqualTo(Mode.COPY);
    assertInSight(MANY);
  }

  @ParameterizedTest
  @MethodSource("straight")
  void theFirstBatchOfAnHourIsCopiedAndTheNextGoesStraight(RowWriters straight) throws Exception {
    assertThat(writer.write(straight, readings(0, MANY))).isEqualTo(Mode.COPY);
    assertThat(writer.write(straight, readings(0, MANY))).isEqualTo(Mode.DIRECT_COMPRESS);
    assertThat(table.rowsInRowstore()).isEqualTo(MANY);
    assertInSight(2 * MANY);
  }

  @Test
  void aBatchWithOneHourThatHasNoChunkIsCopied() throws Exception {
    table.makeChunks(twoDaysAgo(), 1);
    table.makeChunks(twoDaysAgo() + 2 * Records.HOUR, 1);
    List<Reading> readings = TestReadings.of(twoDaysAgo(), MANY, 3);
    assertThat(writer.write(RowWriters.auto(), readings)).isEqualTo(Mode.COPY);
    assertThat(writer.write(RowWriters.auto(), readings)).isEqualTo(Mode.DIRECT_COMPRESS);
    assertInSight(2 * MANY);
  }

  /** As where one clock is wrong by days. */
  @Test
  void hoursWithoutRowsNeedNoChunk() throws Exception {
    table.makeChunks(twoDaysAgo(), 1);
    table.makeChunks(twoDaysAgo() + 9 * Records.HOUR, 1);
    List<Reading> readings = readings(0, MANY);
    readings.addAll(readings(9, 1));
    assertThat(writer.write(RowWriters.auto(), readings)).isEqualTo(Mode.DIRECT_COMPRESS);
    assertInSight(MANY + 1);
  }

  @Test
  void autoWritesDenseBatchesStraightAndCopiesOthers() throws Exception {
    table.makeChunks(twoDaysAgo(), 4);
    RowWriters auto = RowWriters.auto();
    List<Reading> sparse = TestReadings.of(twoDaysAgo(), MANY, 1, MANY / 5);
    List<Reading> small = TestReadings.of(twoDaysAgo(), FEW, 1, 1);
    assertThat(writer.write(auto, readings(0, MANY))).isEqualTo(Mode.DIRECT_COMPRESS);
    assertThat(writer.write(auto, sparse)).isEqualTo(Mode.COPY);
    assertThat(writer.write(auto, small)).isEqualTo(Mode.COPY);
    assertThat(writer.write(auto, TestReadings.of(twoDaysAgo(), MANY, 4)))
        .isEqualTo(Mode.DIRECT_COMPRESS);
    assertThat(writer.write(RowWriters.directCompress(), small)).isEqualTo(Mode.DIRECT_COMPRESS);
    assertThat(table.rowsInRowstore()).isEqualTo(MANY + FEW);
    assertInSight(3 * MANY + 2 * FEW);
  }

  /** The rowstore of a chunk in which somebody is still copying becomes a part of it. */
  @Test
  void rowsOfACopyUnderWayStayInSightWhenItsChunkIsCompressedForTheFirstTime() throws Exception {
    table.makeChunks(twoDaysAgo(), 1);
    try (Connection copying = beginCopy(readings(0, FEW))) {
      assertThat(writer.write(RowWriters.auto(), readings(0, MANY)))
          .isEqualTo(Mode.DIRECT_COMPRESS);
      assertThat(table.count()).isEqualTo(MANY);
      copying.commit();
    }
    assertInSight(FEW + MANY);
  }

  /** Both find the chunk without a columnstore; the second waits until the first has made it. */
  @Test
  void twoThatCompressAChunkForTheFirstTimeGetAlong() throws Exception {
    table.makeChunks(twoDaysAgo(), 1);
    writer.write(RowWriters.copy(), readings(0, FEW));
    CompletableFuture<Mode> second;
    try (Connection first = table.connect()) {
      first.setAutoCommit(false);
      CopyRows rows = PartitionWriter.rows(readings(0, MANY));
      assertThat(RowWriters.auto().rows().write(first, rows, 0, rows.count()))
          .isEqualTo(Mode.DIRECT_COMPRESS);
      second = writer.start(RowWriters.auto(), readings(0, MANY));
      awaitABlockedWriter();
      first.commit();
    }
    assertThat(second.get()).isEqualTo(Mode.DIRECT_COMPRESS);
    assertInSight(FEW + 2 * MANY);
  }

  /** Retention drops the chunk when the writer has seen it, and somebody's copy makes another. */
  @Test
  void rowsStayInSightWhenTheirChunkIsDroppedAndMadeAnew() throws Exception {
    table.makeChunks(twoDaysAgo(), 1);
    assertThat(writer.write(RowWriters.auto(), readings(0, MANY))).isEqualTo(Mode.DIRECT_COMPRESS);
    assertThat(
            meanwhile(
                writer,
                readings(0, MANY),
                dropping -> {
                  WrittenTable.execute(
                      dropping, "SELECT drop_chunks('geospatial_metrics', now() + INTERVAL '1 h')");
                  copy(dropping, readings(0, FEW));
                }))
        .isEqualTo(Mode.COPY);
    assertInSight(FEW + MANY);
    assertThat(writer.write(RowWriters.auto(), readings(0, MANY)))
        .as("behind one that was undone")
        .isEqualTo(Mode.DIRECT_COMPRESS);
    assertInSight(FEW + 2 * MANY);
  }

  /** Then the rows' chunk is one that the writer has seen, for another hour. */
  @Test
  void rowsStayInSightWhenTheirChunkIsMergedIntoAnother() throws Exception {
    writer.write(RowWriters.copy(), TestReadings.of(twoDaysAgo(), FEW, 2));
    List<String> chunks = table.chunks();
    List<Reading> readings = readings(1, MANY);
    readings.addAll(readings(0, 1));
    assertThat(
            meanwhile(
                writer,
                readings,
                merging ->
                    WrittenTable.execute(
                        merging,
                        "CALL merge_chunks('%s', '%s')".formatted(chunks.get(0), chunks.get(1)))))
        .isEqualTo(Mode.COPY);
    assertThat(table.chunks()).hasSize(1);
    assertInSight(FEW + MANY + 1);
  }

  /**
   * Then there is another chunk, which is not locked. A transaction that sees the database as it
   * was at its beginning would not notice.
   */
  @ParameterizedTest
  @ValueSource(strings = {"read committed", "repeatable read"})
  void rowsStayInSightWhenTheirChunkIsSplit(String isolation) throws Exception {
    table.execute(
        "SELECT set_chunk_time_interval('geospatial_metrics', INTERVAL '2 hours')",
        "ALTER DATABASE %s SET default_transaction_isolation = '%s'"
            .formatted(table.quotedName(), isolation));
    List<Reading> readings = TestReadings.of(evenHour(), MANY, 2);
    writer.write(RowWriters.copy(), TestReadings.of(evenHour(), FEW, 2));
    String chunk = table.chunks().get(0);
    try (HikariDataSource pool = table.open(1)) {
      PartitionWriter isolated = new PartitionWriter(pool, 1);
      assertThat(
              meanwhile(
                  isolated,
                  readings,
                  splitting ->
                      WrittenTable.execute(
                          splitting,
                          "CALL split_chunk('%s', to_timestamp(%d))"
                              .formatted(chunk, (evenHour() + Records.HOUR) / 1_000_000))))
          .isEqualTo(Mode.COPY);
      assertThat(table.chunks()).hasSize(2);
      assertInSight(FEW + MANY);
    }
  }

  private static long evenHour() {
    return Math.floorDiv(twoDaysAgo(), 2 * Records.HOUR) * 2 * Records.HOUR;
  }

  /** What the policy does with the hours of a day. */
  @Test
  void rowsStayInSightWhenTheirChunkIsRolledUpIntoTheOneBefore() throws Exception {
    writer.write(RowWriters.copy(), TestReadings.of(twoDaysAgo(), FEW, 2));
    List<String> chunks = table.chunks();
    table.execute("SELECT compress_chunk('%s')".formatted(chunks.get(0)));
    meanwhile(
        writer,
        readings(1, MANY),
        rolling ->
            WrittenTable.execute(rolling, "SELECT compress_chunk('%s')".formatted(chunks.get(1))));
    assertThat(table.chunks()).hasSize(1);
    assertInSight(FEW + MANY);
  }

  /**
   * While the writer waits for it, the server would crash; before, it may still know it as it was.
   */
  @Test
  void rowsStayInSightWhenTheirChunkIsConvertedToTheRowstore() throws Exception {
    table.makeChunks(twoDaysAgo(), 1);
    String convert = "SELECT decompress_chunk('%s')".formatted(table.chunks().get(0));
    try (HikariDataSource pool = table.open(1)) {
      PartitionWriter one = new PartitionWriter(pool, 1);
      assertThat(one.write(RowWriters.auto(), readings(0, MANY))).isEqualTo(Mode.DIRECT_COMPRESS);
      Mode meanwhile =
          meanwhile(
              one, readings(0, MANY), converting -> WrittenTable.execute(converting, convert));
      assertThat(meanwhile).isEqualTo(Mode.DIRECT_COMPRESS);
      table.execute(convert);
      assertThat(one.write(RowWriters.auto(), readings(0, MANY))).isEqualTo(Mode.DIRECT_COMPRESS);
    }
    assertInSight(3 * MANY);
  }

  /** An hour may then have a chunk for some stations, and the COPY would make those that lack. */
  @Test
  void aTableThatIsPartitionedBySpaceTooIsCopied() throws Exception {
    table.execute("SELECT add_dimension('geospatial_metrics', by_hash('location_id', 4))");
    assertThat(DirectCompressProbe.probe(table.pool()).obstacle())
        .hasValue("geospatial_metrics is partitioned by more than its time");
    writer.write(RowWriters.copy(), TestReadings.of(twoDaysAgo(), FEW, 1, 1));
    assertThat(writer.write(RowWriters.auto(), readings(0, MANY))).isEqualTo(Mode.COPY);
    assertThat(writer.write(RowWriters.auto(), readings(0, MANY))).isEqualTo(Mode.COPY);
    assertThat(table.chunks()).hasSize(4);
    assertInSight(FEW + 2 * MANY);
  }

  @Test
  void chunksOfAnotherWidthWillDo() throws Exception {
    table.execute("SELECT set_chunk_time_interval('geospatial_metrics', INTERVAL '10 minutes')");
    List<Reading> readings = TestReadings.of(twoDaysAgo(), 3_600, 1);
    readings.replaceAll(
        each -> TestReadings.at(each, twoDaysAgo() + (each.epochMicros() - twoDaysAgo()) * 1_000));
    assertThat(writer.write(RowWriters.auto(), readings.subList(0, 3_000))).isEqualTo(Mode.COPY);
    assertThat(table.chunks()).hasSize(5);
    assertThat(writer.write(RowWriters.auto(), readings))
        .as("the sixth is missing")
        .isEqualTo(Mode.COPY);
    assertThat(writer.write(RowWriters.auto(), readings)).isEqualTo(Mode.DIRECT_COMPRESS);
    assertInSight(3_000 + 2 * 3_600);
  }

  private interface Work {
    void in(Connection transaction) throws SQLException;
  }

  /**
   * The way of a batch that begins while somebody is at work on its chunks, and gets them when that
   * is committed.
   */
  private Mode meanwhile(PartitionWriter writer, List<Reading> readings, Work work)
      throws Exception {
    CompletableFuture<Mode> mode;
    try (Connection other = table.connect()) {
      other.setAutoCommit(false);
      work.in(other);
      mode = writer.start(RowWriters.auto(), readings);
      awaitABlockedWriter();
      other.commit();
    }
    return mode.get();
  }

  private Connection beginCopy(List<Reading> readings) throws SQLException {
    Connection connection = table.connect();
    connection.setAutoCommit(false);
    copy(connection, readings);
    return connection;
  }

  private static void copy(Connection connection, List<Reading> readings) throws SQLException {
    CopyRows rows = PartitionWriter.rows(readings);
    new CopyRowWriter().write(connection, rows, 0, rows.count());
  }

  private void awaitABlockedWriter() {
    await().until(table::isSomebodyWaitingForALock);
  }

  private static List<Reading> readings(int hour, int count) {
    return TestReadings.of(twoDaysAgo() + hour * Records.HOUR, count, 1);
  }

  /** Now, and when the policy has put all in order. */
  private void assertInSight(long rows) throws SQLException {
    assertThat(table.count()).isEqualTo(rows);
    table.runPolicy();
    assertThat(table.count()).as("after the policy").isEqualTo(rows);
  }
}
