package io.geostream.benchmark.stage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A chunk of a table.
 *
 * @param relation the table of its rows
 * @param compressed the table of its compressed rows; empty if there is none
 */
record Chunk(String relation, String compressed) {

  private static final String ALL =
      """
      SELECT format('%I.%I', chunk.schema_name, chunk.table_name),
             coalesce(quote_ident(compressed.schema_name) || '.' || quote_ident(compressed.table_name), '')
        FROM _timescaledb_catalog.hypertable
        JOIN _timescaledb_catalog.chunk ON chunk.hypertable_id = hypertable.id
        LEFT JOIN _timescaledb_catalog.chunk compressed ON compressed.id = chunk.compressed_chunk_id
       WHERE hypertable.table_name = ?
      """;

  static List<Chunk> all(Connection connection, String table) throws SQLException {
    List<Chunk> chunks = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(ALL)) {
      statement.setString(1, table);
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          chunks.add(new Chunk(found.getString(1), found.getString(2)));
        }
      }
    }
    return chunks;
  }
}
