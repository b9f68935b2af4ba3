package io.geostream.consumer.write;

import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.BatchLimits;
import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.batch.Reading;
import io.geostream.consumer.batch.Records;
import io.geostream.consumer.database.WriterConnection;
import io.geostream.consumer.offsets.OffsetKey;
import io.geostream.consumer.write.RowWriter.Mode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.apache.kafka.common.Uuid;

/** Writes readings as if they came from one partition, each batch a whole transaction. */
public final class PartitionWriter {

  private static final OffsetKey KEY = new OffsetKey("g", "c", "t", Uuid.ZERO_UUID);

  private final DataSource database;
  private final int partition;
  private long nextOffset;

  public PartitionWriter(DataSource database, int partition) throws SQLException {
    this.database = database;
    this.partition = partition;
    try (Connection connection = database.getConnection()) {
      WeatherTable.offsets(KEY).claim(connection, Map.of(partition, 0L));
    }
  }

  /** Returns the way that the rows went. */
  public Mode write(RowWriters writers, List<Reading> readings) throws SQLException {
    Batch batch = batch(readings);
    Optional<Mode> mode;
    try (WriterConnection connection = new WriterConnection(database, System::nanoTime)) {
      mode =
          new Transaction(connection, writers, WeatherTable.offsets(KEY), connection::progress)
              .write(batch);
    }
    nextOffset += readings.size();
    return mode.orElseThrow();
  }

  /** The same in another thread. */
  public CompletableFuture<Mode> start(RowWriters writers, List<Reading> readings) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return write(writers, readings);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private Batch batch(List<Reading> readings) {
    Batch batch = new Batch(0, 0, BatchLimits.of(1_000_000, ChunkWidth.HOUR));
    for (List<Reading> message : Reading.inMessages(readings)) {
      batch.add(Records.record(partition, nextOffset), Reading.rows(message));
    }
    batch.advance(partition, nextOffset, nextOffset + readings.size(), Optional.empty());
    return batch;
  }

  /** Copies readings in a transaction of somebody else, who need not know of offsets. */
  public static void copy(Connection transaction, List<Reading> readings) throws SQLException {
    CopyRows rows = Reading.encoded(readings);
    new CopyRowWriter(WeatherTable.TARGET).write(transaction, rows, 0, rows.count(), () -> {});
  }
}
