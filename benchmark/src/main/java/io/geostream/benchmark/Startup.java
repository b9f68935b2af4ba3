package io.geostream.benchmark;

import io.geostream.benchmark.contender.Contenders;
import io.geostream.benchmark.contender.Heat;
import io.geostream.benchmark.report.Figures;
import io.geostream.benchmark.report.Machine;
import io.geostream.benchmark.report.ResultFiles;
import io.geostream.benchmark.report.TextTable;
import io.geostream.benchmark.stage.Addresses;
import io.geostream.benchmark.stage.Stage;
import io.geostream.benchmark.stage.TopicFill;
import io.geostream.benchmark.stage.TutorialReadings;
import io.geostream.stack.ChildProcess;
import io.geostream.stack.OperationsClient;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Starts the consumer again and again on a schema and a topic that are there. */
final class Startup {

  private static final String TOPIC = "geospatial-data";
  private static final int PARTITIONS = 6;
  private static final int READINGS = 5_000;
  private static final int LOCATIONS = 1_000;
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final int rounds;
  private final List<String> jvmOptions;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final Clock clock = Clock.systemUTC();

  Startup(int rounds, List<String> jvmOptions, Map<String, String> environment, PrintStream out) {
    this.rounds = rounds;
    this.jvmOptions = jvmOptions;
    this.environment = environment;
    this.out = out;
  }

  /** What is written; its components are the fields of the JSON. */
  private record Result(
      String at,
      Machine machine,
      String database,
      List<String> jvmOptions,
      StartupParts median,
      List<StartupParts> starts) {}

  void run() throws SQLException, IOException, InterruptedException {
    String at = clock.instant().toString();
    try (Stage stage = Stage.set(environment)) {
      out.println(stage.table().version() + "; " + Machine.ofThis().describe());
      Addresses addresses = stage.addresses(TOPIC);
      stage.createTopic(TOPIC, PARTITIONS);
      TopicFill.fill(addresses, new TutorialReadings(1, LOCATIONS, clock)::next, READINGS);
      List<StartupParts> starts = new ArrayList<>();
      start(stage, addresses, "warm-up"); // broker and database get warm
      for (int round = 1; round <= rounds; round++) {
        starts.add(start(stage, addresses, "startup-" + round));
        out.printf(Locale.ROOT, "round %d: %s%n", round, starts.get(starts.size() - 1));
      }
      StartupParts median = StartupParts.median(starts);
      out.println();
      tell(median);
      out.println(
          ResultFiles.besideProgram()
              .json(
                  "startup",
                  new Result(
                      at, Machine.ofThis(), stage.table().version(), jvmOptions, median, starts)));
    }
  }

  private StartupParts start(Stage stage, Addresses addresses, String group)
      throws SQLException, IOException, InterruptedException {
    stage.table().empty();
    Heat heat =
        new Heat(
            addresses,
            group,
            READINGS,
            false,
            stage.consumer(),
            stage.folder(),
            jvmOptions,
            environment,
            stage.folder());
    OperationsClient operations = heat.operations();
    Instant started = clock.instant();
    try (ChildProcess consumer = Contenders.of("geostream-auto").start(heat)) {
      stage.awaitRows(READINGS, LONGEST, consumer);
      Instant firstCommit =
          Instant.EPOCH.plus(stage.table().commits().moment(0), ChronoUnit.MICROS);
      return StartupParts.of(started, operations.scrape(), firstCommit);
    }
  }

  private void tell(StartupParts median) {
    TextTable table = new TextTable("part", "ms", "share");
    table.add(row("JVM, settings, HTTP", median.program(), median.all()));
    table.add(row("database, schema check", median.database(), median.all()));
    table.add(row("broker, topic", median.broker(), median.all()));
    table.add(row("Kafka clients, joining the group", median.group(), median.all()));
    table.add(row("offsets, first poll, first transaction", median.firstRows(), median.all()));
    table.add(row("all", median.all(), median.all()));
    table.add(row("all but the group", median.withoutGroup(), median.all()));
    table.lines().forEach(out::println);
  }

  private static List<String> row(String part, double millis, double all) {
    return List.of(part, Figures.whole(millis), Figures.fine(millis / all));
  }
}
