package io.geostream.benchmark;

import io.geostream.benchmark.contender.Contender;
import io.geostream.benchmark.contender.Heat;
import io.geostream.benchmark.measure.CommitLog;
import io.geostream.benchmark.measure.Consumption;
import io.geostream.benchmark.measure.ProcessWatch;
import io.geostream.benchmark.stage.Addresses;
import io.geostream.benchmark.stage.Stage;
import io.geostream.stack.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs one contender after the other, each on an empty table, and measures. */
final class Races {

  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final Stage stage;
  private final Addresses addresses;
  private final Path rows;
  private final List<String> jvmOptions;
  private final Clock clock;
  private final Consumption broker;
  private final Consumption database;
  private int run;

  Races(Stage stage, Addresses addresses, Path rows, List<String> jvmOptions, Clock clock)
      throws SQLException {
    this.stage = stage;
    this.addresses = addresses;
    this.rows = rows;
    this.jvmOptions = jvmOptions;
    this.clock = clock;
    this.broker = stage.brokerTime();
    this.database = stage.databaseTime();
  }

  /**
   * Empties the table and lets a contender fill it.
   *
   * @param held how many readings the topic holds
   * @throws BenchmarkException if it fails, or the table does not hold exactly those rows then
   */
  Run run(Contender contender, long held) throws SQLException, IOException {
    stage.table().empty();
    Heat heat = heat(contender, contender.share(held));
    ChildProcess client = contender.start(heat);
    try (ProcessWatch watch = ProcessWatch.start(clock, client.pid(), broker, database)) {
      awaitEnd(contender, heat, client);
      watch.clientEnded();
      return Run.of(log(contender, heat), watch);
    } finally {
      client.close();
    }
  }

  private void awaitEnd(Contender contender, Heat heat, ChildProcess client) {
    Optional<String> group = contender.endsWithCommitsOf(heat.group());
    if (group.isPresent()) {
      stage.awaitCommits(group.get(), heat.readings(), LONGEST, client);
      client.close();
    } else {
      Exits.requireSuccess(client, LONGEST);
    }
  }

  private Heat heat(Contender contender, long readings) {
    String group = String.format(Locale.ROOT, "%s-%d", contender.name().replace(':', '-'), ++run);
    return new Heat(
        addresses,
        group,
        readings,
        true,
        stage.consumer(),
        rows,
        jvmOptions,
        stage.environment(),
        stage.folder());
  }

  /** When how many rows came; and exactly those that belong there. */
  private CommitLog log(Contender contender, Heat heat) throws SQLException, IOException {
    Optional<Path> own = contender.ownLog(heat);
    CommitLog log = own.isPresent() ? CommitLog.load(own.get()) : stage.table().commits();
    long found = own.isPresent() ? log.rows() : stage.table().rows();
    long expected = own.isPresent() ? heat.readings() : addresses.messages().rows(heat.readings());
    if (found != expected) {
      throw new BenchmarkException(
          String.format(
              Locale.ROOT,
              "%s brought %d rows where %d belong",
              contender.name(),
              found,
              expected));
    }
    return log;
  }
}
