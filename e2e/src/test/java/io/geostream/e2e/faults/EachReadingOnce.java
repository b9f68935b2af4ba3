package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.e2e.Sql;
import io.geostream.stack.testing.Program;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Each row of the known set is in the table exactly once, with its own values: as soon as all are
 * there, and still when all consumers have stopped, since a double may come late.
 */
final class EachReadingOnce {

  private static final int SHOWN = 10;

  private final Pipeline pipeline;
  private final Sql sql;
  private final Tally.Line tally;

  EachReadingOnce(Pipeline pipeline, Tally.Line tally) {
    this.pipeline = pipeline;
    this.sql = pipeline.sql();
    this.tally = tally;
  }

  /** Waits until as many rows are there as were sent, and looks at all of them. */
  void holds(KnownSet sent) throws SQLException {
    awaitAsManyRows(sent);
    look(sent);
    tally.passed(sent.start(), sent.rows());
    pipeline.finalLooks().put(EachReadingOnce.class, () -> look(sent));
  }

  private void look(KnownSet sent) throws SQLException {
    String right = sent.shape().isRight(sent);
    List<String> found =
        sql.rows(
            ("SELECT count(*) AS rows, count(DISTINCT n) AS numbers, min(n), max(n),"
                    + " count(*) FILTER (WHERE (%s) IS NOT TRUE) AS wrong FROM %s")
                .formatted(right, sent.shape().numbered()));
    long rows = sent.rows();
    assertThat(found)
        .as(
            () ->
                "rows, different numbers, the least and the greatest, rows with wrong values\n"
                    + difference(sent, right))
        .containsExactly(
            rows == 0
                ? "0 0 null null 0"
                : String.format(Locale.ROOT, "%d %d 0 %d 0", rows, rows, rows - 1));
  }

  /** If they do not come, the look at all of them says what is missing. */
  private void awaitAsManyRows(KnownSet sent) {
    try {
      await()
          .atMost(Program.LONG.plusMillis(sent.rows()))
          .ignoreExceptionsInstanceOf(SQLException.class)
          .until(() -> sent.shape().count(sql) >= sent.rows());
    } catch (ConditionTimeoutException tooFew) {
      return;
    }
  }

  private String difference(KnownSet sent, String right) {
    String numbered = sent.shape().numbered();
    return "missing: "
        + some(
            String.format(
                Locale.ROOT,
                "SELECT n FROM generate_series(0, %d) AS n EXCEPT SELECT n FROM %s ORDER BY n",
                sent.rows() - 1,
                numbered))
        + "\nmore than once: "
        + some(
            "SELECT n, count(*) FROM %s GROUP BY n HAVING count(*) > 1 ORDER BY n"
                .formatted(numbered))
        + "\nwrong: "
        + some("SELECT * FROM %s WHERE (%s) IS NOT TRUE".formatted(numbered, right));
  }

  private List<String> some(String question) {
    try {
      return sql.rows(question + " LIMIT " + SHOWN);
    } catch (SQLException e) {
      return List.of(e.toString());
    }
  }
}
