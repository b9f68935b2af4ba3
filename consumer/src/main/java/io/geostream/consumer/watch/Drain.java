package io.geostream.consumer.watch;

import io.geostream.common.daemon.StopSignal;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.write.FaultKind;
import io.geostream.consumer.write.OffsetTable;
import io.geostream.consumer.write.StoredOffset;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a {@code --drain}: when all that the topic held at the start is written, by whichever
 * consumer of the group. What is open in a transaction at the start is not waited for.
 */
public final class Drain implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(Drain.class);

  private final DataSource database;
  private final OffsetTable offsets;
  private final Map<Integer, Long> ends;
  private final StopSignal stop;

  private Drain(
      DataSource database, OffsetTable offsets, Map<Integer, Long> ends, StopSignal stop) {
    this.database = database;
    this.offsets = offsets;
    this.ends = ends;
    this.stop = stop;
  }

  /** Notes where the topic ends now. */
  public static Drain upToNow(
      DataSource database, OffsetTable offsets, Topics topics, int partitions, StopSignal stop) {
    List<Integer> all = IntStream.range(0, partitions).boxed().toList();
    return new Drain(
        database, offsets, topics.readableEndOffsets(offsets.key().topic(), all), stop);
  }

  @Override
  public void run() {
    try (Connection connection = database.getConnection()) {
      SortedMap<Integer, StoredOffset> stored = offsets.load(connection, ends.keySet());
      connection.rollback();
      if (ends.entrySet().stream()
          .allMatch(end -> isReached(stored, end.getKey(), end.getValue()))) {
        log.info("drained: all that {} held at the start is written", offsets.key().topic());
        stop.request();
      }
    } catch (SQLException e) {
      if (FaultKind.of(e) == FaultKind.FATAL) {
        stop.fail(e);
      }
      log.debug("cannot tell yet whether all is written", e); // the writers tell of an outage
    }
  }

  private static boolean isReached(
      SortedMap<Integer, StoredOffset> stored, int partition, long end) {
    StoredOffset offset = stored.get(partition);
    return offset != null && offset.next() >= end;
  }
}
