package io.geostream.consumer.write.columnstore;

import static io.geostream.consumer.write.TestReadings.FEW;
import static io.geostream.consumer.write.TestReadings.MANY;
import static io.geostream.consumer.write.TestReadings.twoDaysAgo;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.geostream.consumer.batch.ChunkWidth;
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
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The chunks of a batch that goes straight into the columnstore are dropped, merged, split, rolled
 * up or converted between its look at them and its COPY: no row is ever out of sight (ADR 90).
 */
@RequiresTimescaleDb
final class ChunksChangedMeanwhileIT {

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

  /** Retention drops the chunk when the writer has seen it, and another COPY recreates it. */
  @Test
  void rowsStayInSightWhenTheirChunkIsDroppedAndRecreated() throws Exception {
    table.makeChunks(twoDaysAgo(), 1);
    assertThat(
            writer.write(
                ColumnstoreWriters.auto(WeatherTable.TARGET, ChunkWidth.HOUR),
                TestReadings.ofHour(0, MANY)))
        .isEqualTo(Mode.DIRECT_COMPRESS);
    assertThat(
            meanwhile(
                writer,
                TestReadings.ofHour(0, MANY),
                dropping -> {
                  WrittenTable.execute(
                      dropping, "SELECT drop_chunks('geospatial_metrics', now() + INTERVAL '1 h')");
                  PartitionWriter.copy(dropping, TestReadings.ofHour(0, FEW));
                }))
        .isEqualTo(Mode.COPY);
    table.assertInSight(FEW + MANY);
    assertThat(
            writer.write(
                ColumnstoreWriters.auto(WeatherTable.TARGET, ChunkWidth.HOUR),
                TestReadings.ofHour(0, MANY)))
        .as("after one that was undone")
        .isEqualTo(Mode.DIRECT_COMPRESS);
    table.assertInSight(FEW + 2 * MANY);
  }

  /** Then the rows' chunk is one that the writer has seen, for another hour. */
  @Test
  void rowsStayInSightWhenTheirChunkIsMergedIntoAnother() throws Exception {
    writer.write(RowWriters.copy(WeatherTable.TARGET), TestReadings.of(twoDaysAgo(), FEW, 2));
    List<String> chunks = table.chunks();
    List<Reading> readings = TestReadings.ofHour(1, MANY);
    readings.addAll(TestReadings.ofHour(0, 1));
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
    table.assertInSight(FEW + MANY + 1);
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
    List<Reading> readings = TestReadings.of(twoDaysAgo(), MANY, 2);
    writer.write(RowWriters.copy(WeatherTable.TARGET), TestReadings.of(twoDaysAgo(), FEW, 2));
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
                          String.format(
                              Locale.ROOT,
                              "CALL split_chunk('%s', to_timestamp(%d))",
                              chunk,
                              (twoDaysAgo() + Records.HOUR) / 1_000_000))))
          .isEqualTo(Mode.COPY);
      assertThat(table.chunks()).hasSize(2);
      table.assertInSight(FEW + MANY);
    }
  }

  /** What the policy does with the hours of a day. */
  @Test
  void rowsStayInSightWhenTheirChunkIsRolledUpIntoTheOneBefore() throws Exception {
    writer.write(RowWriters.copy(WeatherTable.TARGET), TestReadings.of(twoDaysAgo(), FEW, 2));
    List<String> chunks = table.chunks();
    table.execute("SELECT compress_chunk('%s')".formatted(chunks.get(0)));
    meanwhile(
        writer,
        TestReadings.ofHour(1, MANY),
        rolling ->
            WrittenTable.execute(rolling, "SELECT compress_chunk('%s')".formatted(chunks.get(1))));
    assertThat(table.chunks()).hasSize(1);
    table.assertInSight(FEW + MANY);
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
      assertThat(
              one.write(
                  ColumnstoreWriters.auto(WeatherTable.TARGET, ChunkWidth.HOUR),
                  TestReadings.ofHour(0, MANY)))
          .isEqualTo(Mode.DIRECT_COMPRESS);
      Mode meanwhile =
          meanwhile(
              one,
              TestReadings.ofHour(0, MANY),
              converting -> WrittenTable.execute(converting, convert));
      assertThat(meanwhile).isEqualTo(Mode.DIRECT_COMPRESS);
      table.execute(convert);
      assertThat(
              one.write(
                  ColumnstoreWriters.auto(WeatherTable.TARGET, ChunkWidth.HOUR),
                  TestReadings.ofHour(0, MANY)))
          .isEqualTo(Mode.DIRECT_COMPRESS);
    }
    table.assertInSight(3 * MANY);
  }

  private interface Work {
    void in(Connection transaction) throws SQLException;
  }

  /**
   * How a batch is written that begins while another transaction changes its chunks, and that waits
   * for its commit.
   */
  private Mode meanwhile(PartitionWriter writer, List<Reading> readings, Work work)
      throws Exception {
    CompletableFuture<Mode> mode;
    try (Connection other = table.connect()) {
      other.setAutoCommit(false);
      work.in(other);
      mode = writer.start(ColumnstoreWriters.auto(WeatherTable.TARGET, ChunkWidth.HOUR), readings);
      table.awaitABlockedWriter();
      other.commit();
    }
    return mode.get();
  }
}
