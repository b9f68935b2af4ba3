package io.geostream.benchmark;

import io.geostream.benchmark.DrainResult.Series;
import io.geostream.benchmark.ScaleCommand.Course;
import io.geostream.benchmark.contender.Contender;
import io.geostream.benchmark.contender.Contenders;
import io.geostream.benchmark.report.Figures;
import io.geostream.benchmark.report.Machine;
import io.geostream.benchmark.report.ResultFiles;
import io.geostream.benchmark.report.TextTable;
import io.geostream.benchmark.stage.Addresses;
import io.geostream.benchmark.stage.Stage;
import io.geostream.benchmark.stage.TopicFill;
import io.geostream.benchmark.stage.TutorialReadings;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Drains topics of several sizes with the real consumer. */
final class Scale {

  private static final List<String> HEAP = List.of("-Xmx512m");

  private final List<Course> courses;
  private final String mode;
  private final int rounds;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final Clock clock = Clock.systemUTC();

  Scale(
      List<Course> courses,
      String mode,
      int rounds,
      Map<String, String> environment,
      PrintStream out) {
    this.courses = courses;
    this.mode = mode;
    this.rounds = rounds;
    this.environment = environment;
    this.out = out;
  }

  /** What is written; its components are the fields of the JSON. */
  private record Result(
      String at, Machine machine, String database, String writeMode, List<Measured> courses) {}

  private record Measured(Course course, Series runs) {}

  void run() throws SQLException, IOException {
    String at = clock.instant().toString();
    List<Measured> measured = new ArrayList<>();
    try (Stage stage = Stage.set(environment)) {
      out.println(stage.table().version() + "; " + Machine.ofThis().describe());
      for (Course course : courses) {
        Measured one = new Measured(course, measure(stage, course, "scale-" + measured.size()));
        measured.add(one);
        out.printf("%s: %s rows/s%n", course, Figures.whole(one.runs().rowsPerSecond()));
      }
      table(measured).lines().forEach(out::println);
      out.println(
          ResultFiles.besideProgram()
              .json(
                  "scale",
                  new Result(at, Machine.ofThis(), stage.table().version(), mode, measured)));
    }
  }

  private Series measure(Stage stage, Course course, String topic) throws SQLException {
    Addresses addresses = stage.addresses(topic);
    stage.createTopic(topic, course.partitions());
    TopicFill.fill(
        addresses, new TutorialReadings(1, course.locations(), clock), course.readings());
    Contender consumer = Contenders.geostream(mode, flags(course.workers()));
    Races races = new Races(stage, addresses, stage.folder(), HEAP, clock);
    if (topic.endsWith("-0")) {
      races.run(consumer, course.readings()); // broker and database get warm
    }
    List<Run> runs = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      runs.add(races.run(consumer, course.readings()));
    }
    stage.deleteTopic(topic); // twenty million readings are gigabytes
    return Series.of(consumer.name(), runs);
  }

  private static List<String> flags(@Nullable Integer workers) {
    return workers == null ? List.of() : List.of("--workers", workers.toString());
  }

  private static TextTable table(List<Measured> measured) {
    TextTable table =
        new TextTable(
            "readings",
            "locations",
            "partitions",
            "workers",
            "rows/s",
            "µs client",
            "µs broker",
            "µs database",
            "client MiB");
    measured.forEach(one -> table.add(row(one.course(), one.runs())));
    return table;
  }

  private static List<String> row(Course course, Series runs) {
    DrainResult.Costs costs = runs.median();
    return List.of(
        Figures.whole((double) course.readings()),
        Figures.whole((double) course.locations()),
        Integer.toString(course.partitions()),
        course.workers() == null ? "default" : course.workers().toString(),
        Figures.whole(runs.rowsPerSecond()),
        Figures.fine(costs == null ? null : costs.clientMicros()),
        Figures.fine(costs == null ? null : costs.brokerMicros()),
        Figures.fine(costs == null ? null : costs.databaseMicros()),
        costs == null ? Figures.whole(null) : Figures.mebibytes(costs.peakBytes()));
  }
}
