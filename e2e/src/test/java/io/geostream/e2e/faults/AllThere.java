package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import java.sql.SQLException;
import java.time.Duration;

/** All readings are in the table within a time limit, although nothing more is sent. */
final class AllThere {

  private final Pipeline pipeline;
  private final Tally.Line tally;

  AllThere(Pipeline pipeline, Tally.Line tally) {
    this.pipeline = pipeline;
    this.tally = tally;
  }

  /** Counts from now until as many rows are there, and looks at all of them. */
  void within(Duration limit, KnownSet sent) throws SQLException {
    long begin = System.nanoTime();
    await()
        .atMost(limit)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsInstanceOf(SQLException.class)
        .untilAsserted(
            () ->
                assertThat(pipeline.sql().readings())
                    .as("rows in the table")
                    .isGreaterThanOrEqualTo(sent.readings()));
    tally.backAtWork(Duration.ofNanos(System.nanoTime() - begin));
    new EachReadingOnce(pipeline, tally).holds(sent);
  }
}
