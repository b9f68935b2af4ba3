package io.geostream.benchmark;

import io.geostream.benchmark.contender.Contender;
import io.geostream.benchmark.contender.Contenders;
import io.geostream.benchmark.report.Figures;
import io.geostream.benchmark.report.Machine;
import io.geostream.benchmark.report.ResultFiles;
import io.geostream.benchmark.stage.Addresses;
import io.geostream.benchmark.stage.KafkaVersion;
import io.geostream.benchmark.stage.Stage;
import io.geostream.benchmark.stage.TopicFill;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Fills a topic once, lets each contender bring it into the emptied table, one after the other and
 * again in each round, and reports.
 */
final class Drain {

  private static final String TOPIC = "geospatial-data";
  private static final String WARM_UP = "geostream-auto";

  private final DrainSettings settings;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final Clock clock = Clock.systemUTC();

  Drain(DrainSettings settings, Map<String, String> environment, PrintStream out) {
    this.settings = settings;
    this.environment = environment;
    this.out = out;
  }

  /**
   * Does it.
   *
   * @throws BenchmarkException if a contender fails, or leaves other rows than belong there
   */
  void run() throws SQLException, IOException {
    ResultFiles files = ResultFiles.besideProgram();
    String at = clock.instant().toString();
    try (Stage stage = Stage.set(settings.messages(), environment)) {
      out.println(stage.table().version() + "; " + Machine.ofThis().describe());
      Races races = prepare(stage);
      Map<String, List<Run>> runs = rounds(races);
      tell(result(at, stage, runs), files);
    }
  }

  private Races prepare(Stage stage) throws SQLException, IOException {
    Addresses addresses = stage.addresses(TOPIC);
    stage.createTopic(TOPIC, settings.partitions());
    out.printf(Locale.ROOT, "filling the topic with %,d messages%n", settings.readings());
    TopicFill.fill(
        addresses,
        settings.messages().source(settings.seed(), settings.locations(), clock),
        settings.readings());
    Path rows = stage.folder().resolve("rows.copy");
    Races races = new Races(stage, addresses, rows, settings.jvmOptions(), clock);
    // One run that does not count: broker and database get warm, and the limits get their rows.
    out.println("warming up");
    races.run(Contenders.of(WARM_UP), settings.readings());
    if (settings.contenders().stream().anyMatch(Contender::needsRows)) {
      stage.table().export(rows, settings.partitions());
    }
    return races;
  }

  private Map<String, List<Run>> rounds(Races races) throws SQLException, IOException {
    Map<String, List<Run>> runs = new LinkedHashMap<>();
    for (int round = 1; round <= settings.rounds(); round++) {
      for (Contender contender : Rounds.order(settings.contenders(), round)) {
        Run run = races.run(contender, settings.readings());
        runs.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(run);
        out.printf(
            Locale.ROOT,
            "round %d: %s %s rows/s%n",
            round,
            contender.name(),
            Figures.whole(run.whole() == null ? null : run.whole().rowsPerSecond()));
      }
    }
    return runs;
  }

  private DrainResult result(String at, Stage stage, Map<String, List<Run>> runs)
      throws SQLException, IOException {
    return new DrainResult(
        settings.name(),
        at,
        Machine.ofThis(),
        stage.table().version(),
        KafkaVersion.current(),
        new DrainResult.Settings(
            settings.messages().toString(),
            settings.readings(),
            settings.rounds(),
            settings.locations(),
            settings.partitions(),
            settings.seed(),
            settings.jvmOptions()),
        runs.entrySet().stream()
            .map(entry -> Series.of(entry.getKey(), entry.getValue()))
            .toList());
  }

  private void tell(DrainResult result, ResultFiles files) throws IOException {
    DrainReport report = new DrainReport(result);
    out.println();
    report.table().forEach(out::println);
    out.println();
    report.secondHalf().forEach(out::println);
    out.println();
    report.ratios().forEach(out::println);
    out.println(files.json(settings.name(), result));
    out.println(files.chart(settings.name(), new DrainChart(result).chart()));
  }
}
