package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import io.geostream.e2e.Sql;
import io.geostream.stack.testing.Program;
import java.sql.SQLException;

/** That readings lie in the columnstore, and not beside it. */
final class Columnstore {

  private final Sql sql;
  private final String table;

  private Columnstore(Sql sql, String table) {
    this.sql = sql;
    this.table = table;
  }

  /**
   * Makes the schema and the chunks that readings of about now need: the first batch of an hour
   * that has none would be copied.
   */
  static Columnstore withChunksIn(Pipeline pipeline) throws Exception {
    return withChunksIn(Shapes.WEATHER, pipeline);
  }

  /** The same for rows of this shape. */
  static Columnstore withChunksIn(Shape shape, Pipeline pipeline) throws Exception {
    try (Program migrate = pipeline.migrate()) {
      migrate.succeeds();
    }
    pipeline
        .sql()
        .run(
            "INSERT INTO %s (%s, %s) SELECT now() + n * INTERVAL '1 hour', 'none' FROM generate_series(-1, 1) AS n"
                .formatted(shape.table(), shape.timeColumn(), shape.keyColumn()),
            "DELETE FROM " + shape.table());
    return new Columnstore(pipeline.sql(), shape.table());
  }

  /** Fails if a chunk has rows outside of its columnstore, or if none has a columnstore. */
  void holdsEachReading() throws SQLException {
    assertThat(
            sql.number(
                "SELECT count(*) FROM timescaledb_information.chunks WHERE format('%%I.%%I', hypertable_schema, hypertable_name)::regclass = '%s'::regclass AND is_compressed"
                    .formatted(table)))
        .as("chunks with a columnstore")
        .isPositive();
    for (String chunk : sql.rows("SELECT show_chunks('%s')".formatted(table))) {
      assertThat(sql.number("SELECT count(*) FROM ONLY " + chunk))
          .as("rows of %s beside its columnstore", chunk)
          .isZero();
    }
  }
}
