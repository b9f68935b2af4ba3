package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Sql;
import java.sql.SQLException;

/** That readings lie in the columnstore, and not beside it. */
final class Columnstore {

  private final Sql sql;

  Columnstore(Sql sql) {
    this.sql = sql;
  }

  /** Fails if a chunk has rows outside of its columnstore, or if there is none. */
  void holdsEachReading() throws SQLException {
    assertThat(sql.number("SELECT count(*) FROM show_chunks('geospatial_metrics')"))
        .as("chunks")
        .isPositive();
    assertThat(
            sql.number(
                """
                SELECT count(*) FROM show_chunks('geospatial_metrics') AS chunk
                 WHERE _timescaledb_functions.chunk_status_text(chunk) <> ARRAY['COMPRESSED', 'UNORDERED']"""))
        .as("chunks that are not all columnstore")
        .isZero();
  }
}
