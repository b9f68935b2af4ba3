package io.geostream.e2e.faults;

import io.geostream.e2e.Pipeline;
import io.geostream.e2e.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * What the messages of a known set are, and which rows they become. Messages are numbered from 0
 * on, and so are rows: message {@code m} makes the rows from {@code m * rows()} on.
 */
interface Shape {

  /** The pipeline with consumers that read these messages. */
  Pipeline of(Pipeline pipeline);

  /** The table, as SQL writes it. */
  String table();

  /** The column that must not be null, besides that of the time, as SQL writes it. */
  String keyColumn();

  /** The column of the time, as SQL writes it. */
  String timeColumn();

  /** How many rows each good message makes. */
  int rows();

  /** How many of these the table keeps, as long as no other message replaces them. */
  default int keptRows() {
    return rows();
  }

  /** The key of a message. */
  byte[] key(long message);

  /**
   * A message.
   *
   * @param start the time of row 0, in whole milliseconds
   * @param apart from each row's time to the next one's, in whole milliseconds
   */
  byte[] json(long message, Instant start, Duration apart);

  /** A record that is bad in a way that depends on its number. */
  BadRecord bad(long number);

  /** The rows of the table with their numbers, {@code n}, null if a row is none of ours. */
  String numbered();

  /** Whether a numbered row has the values of its number in this set. */
  String isRight(KnownSet set);

  /** How many rows the table has. */
  default long count(Sql sql) throws SQLException {
    return sql.number("SELECT count(*) FROM " + table());
  }
}
