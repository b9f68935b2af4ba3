package io.geostream.benchmark;

import io.geostream.benchmark.Growth.Course;
import io.geostream.benchmark.Growth.Step;
import io.geostream.benchmark.contender.Contender;
import io.geostream.benchmark.contender.Contenders;
import io.geostream.benchmark.report.Figures;
import io.geostream.benchmark.report.Machine;
import io.geostream.benchmark.report.ResultFiles;
import io.geostream.benchmark.stage.Addresses;
import io.geostream.benchmark.stage.Stage;
import io.geostream.benchmark.stage.TopicFill;
import io.geostream.benchmark.stage.TutorialReadings;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Drains topics of several sizes with the real consumer. */
final class Scale {

  private final List<Growth> growths;
  private final String mode;
  private final int rounds;
  private final List<String> jvmOptions;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final Clock clock = Clock.systemUTC();

  /** Growths begin alike: what is measured once need not be again. */
  private final Map<Course, Series> measured = new HashMap<>();

  Scale(
      List<Growth> growths,
      String mode,
      int rounds,
      List<String> jvmOptions,
      Map<String, String> environment,
      PrintStream out) {
    this.growths = growths;
    this.mode = mode;
    this.rounds = rounds;
    this.jvmOptions = jvmOptions;
    this.environment = environment;
    this.out = out;
  }

  void run() throws SQLException, IOException {
    String at = clock.instant().toString();
    List<ScaleResult.Measured> results = new ArrayList<>();
    try (Stage stage = Stage.set(environment)) {
      out.println(stage.table().version() + "; " + Machine.ofThis().describe());
      for (Growth growth : growths) {
        results.add(measure(stage, growth));
      }
      ScaleResult result =
          new ScaleResult(at, Machine.ofThis(), stage.table().version(), mode, rounds, results);
      result.tables().forEach(out::println);
      out.println(ResultFiles.besideProgram().json("scale", result));
    }
  }

  private ScaleResult.Measured measure(Stage stage, Growth growth)
      throws SQLException, IOException {
    List<ScaleResult.Taken> steps = new ArrayList<>();
    for (Step step : growth.steps()) {
      Series series = measured.get(step.course());
      if (series == null) {
        series = measure(stage, step.course());
        measured.put(step.course(), series);
      }
      steps.add(new ScaleResult.Taken(step.label(), step.course(), series));
      out.printf(
          "%s %s: %s rows/s%n", growth.name(), step.label(), Figures.whole(series.rowsPerSecond()));
    }
    return new ScaleResult.Measured(growth.name(), steps);
  }

  private Series measure(Stage stage, Course course) throws SQLException, IOException {
    String topic = "scale-" + measured.size();
    Addresses addresses = stage.addresses(topic);
    stage.createTopic(topic, course.partitions());
    TopicFill.fill(
        addresses, new TutorialReadings(1, course.locations(), clock)::next, course.readings());
    Contender consumer = Contenders.geostream(mode, flags(course.workers()));
    Races races = new Races(stage, addresses, stage.folder(), jvmOptions, clock);
    if (measured.isEmpty()) {
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
}
