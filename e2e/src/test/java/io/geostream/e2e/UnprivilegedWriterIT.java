package io.geostream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.RequiresTimescaleDb;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rights of everyday work: one user owns the schema, one writes, one reads. */
@RequiresTimescaleDb
class UnprivilegedWriterIT {

  private static final String SUFFIX = Long.toString(System.nanoTime());
  private static final String WRITER = "writer_" + SUFFIX;
  private static final String READER = "reader_" + SUFFIX;

  @TempDir Path folder;

  @Test
  void theWritersLoginIsEnoughToRunAndTheReadersToLook() throws Exception {
    try (Pipeline pipeline = Pipeline.in(folder)) {
      try (Program migrate = pipeline.migrate();
          Program producer = pipeline.producer("--rate", "0", "--count", "5000")) {
        migrate.succeeds();
        producer.succeeds();
      }
      pipeline
          .sql()
          .run(
              "CREATE ROLE %s LOGIN PASSWORD 'w' IN ROLE geostream_writer".formatted(WRITER),
              "CREATE ROLE %s LOGIN PASSWORD 'r' IN ROLE geostream_reader".formatted(READER));
      try {
        try (Program consumer = pipeline.consumerAs(WRITER, "w", "--migrate", "check", "--drain")) {
          consumer.succeeds();
        }
        Sql reader = Sql.as(pipeline.database(), READER, "r");
        assertThat(reader.readings()).isEqualTo(5_000);
        assertThat(reader.number("SELECT sum(record_count) FROM hourly_metrics")).isEqualTo(5_000);
        assertThat(reader.number("SELECT sum(record_count) FROM daily_metrics")).isEqualTo(5_000);
        assertThatThrownBy(() -> reader.run("DELETE FROM geospatial_metrics"))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
      } finally {
        pipeline.sql().run("DROP ROLE " + WRITER, "DROP ROLE " + READER);
      }
    }
  }
}
