package io.geostream.benchmark.stage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A chunk of the table of readings.
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
       WHERE hypertable.table_name = 'geospatial_metrics'
      """;

  static List<Chunk> all(Connection connection) throws SQLException {
    List<Chunk> chunks = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(ALL)) {
      while (found.next()) {
        chunks.add(new Chunk(found.getString(1), found.getString(2)));
      }
    }
    return chunks;
  }
}
