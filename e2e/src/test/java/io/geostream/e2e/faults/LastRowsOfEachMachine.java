package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Where rows replace others: of each machine the rows of its last message are in the table, each
 * once with its own values, and nothing else; of two elements with one key the last.
 */
final class LastRowsOfEachMachine {

  private static final Shape SHAPE = Shapes.MACHINES_REPLACED;

  private final Pipeline pipeline;
  private final Tally.Line tally;

  LastRowsOfEachMachine(Pipeline pipeline, Tally.Line tally) {
    this.pipeline = pipeline;
    this.tally = tally;
  }

  /**
   * Waits until all is dealt with, and looks at all rows.
   *
   * @param sent a message of each machine at least
   */
  void hold(KnownSet sent) throws SQLException {
    new Stored(pipeline).awaitAll(sent);
    look(sent);
    tally.passed(sent.start(), sent.rows());
    pipeline.finalLooks().put(LastRowsOfEachMachine.class, () -> look(sent));
  }

  private void look(KnownSet sent) throws SQLException {
    int kept = KnownMachine.MACHINES * SHAPE.keptRows();
    long first = (sent.readings() - KnownMachine.MACHINES) * SHAPE.rows();
    assertThat(
            pipeline
                .sql()
                .rows(
                    String.format(
                        Locale.ROOT,
                        "SELECT count(*), count(DISTINCT n), count(*) FILTER (WHERE (n >= %d AND n %% 3 <> 1 AND %s) IS NOT TRUE) FROM %s",
                        first,
                        SHAPE.isRight(sent),
                        SHAPE.numbered())))
        .as("rows, different numbers, and rows that are replaced or wrong")
        .containsExactly(String.format(Locale.ROOT, "%1$d %1$d 0", kept));
  }
}
