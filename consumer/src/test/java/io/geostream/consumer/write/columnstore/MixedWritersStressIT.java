package io.geostream.consumer.write.columnstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.batch.Reading;
import io.geostream.consumer.batch.Records;
import io.geostream.consumer.write.FaultKind;
import io.geostream.consumer.write.PartitionWriter;
import io.geostream.consumer.write.RowWriter.Mode;
import io.geostream.consumer.write.RowWriters;
import io.geostream.consumer.write.TestReadings;
import io.geostream.consumer.write.WeatherTable;
import io.geostream.consumer.write.WrittenTable;
import io.geostream.stack.testing.RequiresTimescaleDb;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Writers that choose for each batch, one that only copies, the policy and somebody who converts
 * chunks by hand, all at once in the same hours. The seed is printed, and {@code -Dseed=…} takes it
 * again; the threads' turns it does not repeat.
 */
@RequiresTimescaleDb
final class MixedWritersStressIT {

  private static final int WRITERS = 4;
  private static final int HOURS = 8;
  private static final long RUN_NANOS = Duration.ofSeconds(5).toNanos();

  private final AtomicLong written = new AtomicLong();
  private WrittenTable table;
  private long seed;
  private long from;
  private long begin;

  @BeforeEach
  void migrate() throws Exception {
    Long given = Long.getLong("seed");
    seed = given != null ? given : new Random().nextLong();
    System.out.println("MixedWritersStressIT: -Dseed=" + seed);
    table = WrittenTable.onTimescaleDb();
    from = TestReadings.twoDaysAgo();
    begin = System.nanoTime();
  }

  @AfterEach
  void drop() {
    table.close();
  }

  @Test
  void endsWithExactlyTheRows() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Future<Map<Mode, Integer>>> ways = new ArrayList<>();
    List<Future<Integer>> others = new ArrayList<>();
    try {
      for (int number = 0; number < WRITERS; number++) {
        ways.add(
            threads.submit(
                writing(number, ColumnstoreWriters.auto(WeatherTable.TARGET, ChunkWidth.HOUR))));
      }
      ways.add(threads.submit(writing(WRITERS, RowWriters.copy(WeatherTable.TARGET))));
      others.add(threads.submit(repeating(table::runPolicy)));
      others.add(threads.submit(repeating(this::convertAChunk)));
      Map<Mode, Integer> all = new EnumMap<>(Mode.class);
      for (Future<Map<Mode, Integer>> each : ways) {
        each.get().forEach((mode, batches) -> all.merge(mode, batches, Integer::sum));
      }
      for (Future<Integer> other : others) {
        assertThat(other.get()).as("runs between the batches").isPositive();
      }
      assertThat(all).containsKeys(Mode.COPY, Mode.DIRECT_COMPRESS);
    } finally {
      threads.shutdownNow();
    }
    assertEachRowOnce();
    table.runPolicy();
    assertEachRowOnce();
  }

  private void assertEachRowOnce() throws SQLException {
    assertThat(table.count()).isEqualTo(written.get());
    assertThat(table.number("SELECT count(DISTINCT (time, location_id)) FROM geospatial_metrics"))
        .isEqualTo(written.get());
  }

  /** Dense and sparse batches of hours that move on; each batch until it is written. */
  private Callable<Map<Mode, Integer>> writing(int number, RowWriters writers) {
    return () -> {
      Random random = new Random(seed + number);
      PartitionWriter writer = table.writer(number);
      Map<Mode, Integer> ways = new EnumMap<>(Mode.class);
      for (int batch = 0; isRunning(); batch++) {
        List<Reading> readings = readings(number, batch, random);
        ways.merge(untilWritten(writer, writers, readings), 1, Integer::sum);
        written.addAndGet(readings.size());
      }
      return ways;
    };
  }

  private List<Reading> readings(int number, int batch, Random random) {
    boolean dense = random.nextInt(3) > 0;
    int count = dense ? 1_000 + random.nextInt(2_000) : 1 + random.nextInt(500);
    int stations = dense ? 20 : count;
    long elapsed = System.nanoTime() - begin;
    int hour = Math.min(HOURS - 1, (int) (HOURS * elapsed / RUN_NANOS));
    int hours = 1 + random.nextInt(3);
    List<Reading> readings = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      long time = from + (hour + row % hours) * Records.HOUR + batch * 10_000L + row;
      readings.add(
          Reading.at(time, "loc_" + number + "_" + row % stations).with("temperature", row % 50));
    }
    return readings;
  }

  private static Mode untilWritten(
      PartitionWriter writer, RowWriters writers, List<Reading> readings) throws SQLException {
    while (true) {
      try {
        return writer.write(writers, readings);
      } catch (SQLException e) {
        if (FaultKind.of(e) != FaultKind.TRANSIENT) { // a deadlock passes
          throw e;
        }
      }
    }
  }

  private interface Upkeep {
    void run() throws SQLException;
  }

  /** What is in the way of this is the writers, and that may be. */
  private Callable<Integer> repeating(Upkeep upkeep) {
    return () -> {
      int runs = 0;
      while (isRunning()) {
        try {
          upkeep.run();
          runs++;
        } catch (SQLException e) {
          assertThat(e.getSQLState()).as(e.getMessage()).isNotNull();
        }
      }
      return runs;
    };
  }

  private void convertAChunk() throws SQLException {
    List<String> chunks = table.chunks();
    if (!chunks.isEmpty()) {
      String chunk = chunks.get((int) Math.floorMod(System.nanoTime(), (long) chunks.size()));
      table.execute("CALL convert_to_columnstore('%s', recompress => true)".formatted(chunk));
    }
  }

  private boolean isRunning() {
    return System.nanoTime() - begin < RUN_NANOS;
  }
}
