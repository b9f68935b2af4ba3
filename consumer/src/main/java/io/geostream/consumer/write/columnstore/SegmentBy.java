package io.geostream.consumer.write.columnstore;

import io.geostream.consumer.database.TargetTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Whether the columnstore of a table groups rows by the key. Only then do many rows of a key and
 * chunk become few segments: with more columns, or another, a batch that is dense by the key may
 * make a segment of each row, and without any column its density says nothing.
 */
public final class SegmentBy {

  // Every role may read the catalog. The view has the names in one text, quoted.
  private static final String COLUMNS =
      "SELECT segmentby FROM _timescaledb_catalog.compression_settings WHERE relid = %s AND segmentby IS NOT NULL";

  private SegmentBy() {}

  /**
   * What is in the way of writing straight into the columnstore whatever is dense by the key, in
   * words that can follow "because"; empty if nothing is. Chunks that are in the columnstore
   * already may have other segments.
   *
   * @throws SQLException if the server does not answer, or has no TimescaleDB
   */
  public static Optional<String> obstacle(DataSource database, TargetTable table)
      throws SQLException {
    List<String> live = read(database, table);
    List<String> key = table.key().stream().toList();
    return live.equals(key)
        ? Optional.empty()
        : Optional.of(
            "the columnstore of %s has segment-by %s, and the key is %s"
                .formatted(table.name(), live, key));
  }

  private static List<String> read(DataSource database, TargetTable table) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(COLUMNS.formatted(table.regclass()))) {
      return row.next() ? List.of((String[]) row.getArray(1).getArray()) : List.of();
    }
  }
}
