package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import java.sql.SQLException;
import java.util.Locale;

/** Whatever has just been broken: a message is in the table with all its rows, or not at all. */
final class MessagesWhole {

  private final Pipeline pipeline;
  private final Shape shape;

  MessagesWhole(Pipeline pipeline, Shape shape) {
    this.pipeline = pipeline;
    this.shape = shape;
  }

  /** Looks at once. */
  void hold() throws SQLException {
    assertThat(
            pipeline
                .sql()
                .rows(
                    String.format(
                        Locale.ROOT,
                        "SELECT n / %d, count(*) FROM %s GROUP BY 1 HAVING count(*) <> %d LIMIT 10",
                        shape.rows(),
                        shape.numbered(),
                        shape.keptRows())))
        .as("messages that are not whole, with the number of their rows")
        .isEmpty();
  }
}
