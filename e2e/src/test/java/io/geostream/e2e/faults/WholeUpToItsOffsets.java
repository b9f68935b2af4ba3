package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Sql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whatever has just been broken: what the stored offsets say is done has its rows in the table, and
 * nothing else has.
 */
final class WholeUpToItsOffsets {

  /** Of one moment: both are one question. */
  private static final String STORED =
      "SELECT partition, next_offset, (SELECT count(*) FROM geospatial_metrics) FROM kafka_offsets";

  private final Sql sql;

  WholeUpToItsOffsets(Sql sql) {
    this.sql = sql;
  }

  /**
   * Looks at once.
   *
   * @param badRecords all that are in the topic, which holds no transactions
   * @return of them those that the consumer says it has dealt with
   */
  List<KnownSet.Sent> holds(List<KnownSet.Sent> badRecords) throws SQLException {
    Map<Integer, Long> next = new HashMap<>();
    long rows = 0;
    for (String row : sql.rows(STORED)) {
      String[] columns = row.split(" ", -1);
      next.put(Integer.valueOf(columns[0]), Long.valueOf(columns[1]));
      rows = Long.parseLong(columns[2]);
    }
    List<KnownSet.Sent> done =
        badRecords.stream()
            .filter(bad -> bad.offset() < next.getOrDefault(bad.partition(), 0L))
            .toList();
    long records = next.values().stream().mapToLong(Long::longValue).sum();
    assertThat(rows)
        .as("rows, %d records being done and %d of them bad", records, done.size())
        .isEqualTo(records - done.size());
    return done;
  }
}
