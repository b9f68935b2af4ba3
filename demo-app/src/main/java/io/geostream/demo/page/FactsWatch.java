package io.geostream.demo.page;

import io.geostream.common.daemon.Faults;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * Counts and measures the table, on a connection of its own: it may take long, and the map must not
 * wait for it. For one thread.
 *
 * <p>Rows are counted, not estimated: the page is to agree with the table. As that takes longer
 * with each million, it is done the less often the longer it takes ({@link Pause}).
 */
final class FactsWatch {

  private final Reconnecting reader;
  private final Instant since;
  private final Pause counting = new Pause(Duration.ofSeconds(1));
  private final Pause measuring = new Pause(Duration.ofSeconds(5));
  private TableFacts facts = TableFacts.UNKNOWN;

  FactsWatch(Reconnecting reader, Instant since) {
    this.reader = reader;
    this.since = since;
  }

  /** Looks; what does not succeed leaves the last that was known, with the reason. */
  TableFacts look() {
    try {
      TableReader open = reader.open();
      counting.runIfDue(() -> facts = facts.withRows(open.rows(since), System.currentTimeMillis()));
      measuring.runIfDue(() -> facts = open.measured(facts));
    } catch (SQLException e) {
      reader.disconnect();
      facts = facts.withProblem(Faults.oneLine(e));
    }
    return facts;
  }
}
