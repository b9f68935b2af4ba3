package io.geostream.benchmark;

import io.geostream.benchmark.contender.Contenders;
import io.geostream.benchmark.report.Machine;
import io.geostream.benchmark.report.ResultFiles;
import io.geostream.benchmark.stage.Addresses;
import io.geostream.benchmark.stage.Stage;
import io.geostream.benchmark.stage.StationReadings;
import io.geostream.benchmark.stage.TableSpace.Room;
import io.geostream.benchmark.stage.TopicFill;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the same readings of the producer's stations in each mode into an empty table. They begin
 * at a midnight three days back, so that the columnstore's policy takes all of their chunks.
 */
final class Size {

  private static final String TOPIC = "geospatial-data";
  private static final int PARTITIONS = 6;
  private static final long SEED = 1;
  private static final int DAYS_BACK = 3;
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final long readings;
  private final int locations;
  private final List<String> modes;
  private final List<String> jvmOptions;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final Clock clock = Clock.systemUTC();

  Size(
      long readings,
      int locations,
      List<String> modes,
      List<String> jvmOptions,
      Map<String, String> environment,
      PrintStream out) {
    this.readings = readings;
    this.locations = locations;
    this.modes = List.copyOf(modes);
    this.jvmOptions = jvmOptions;
    this.environment = environment;
    this.out = out;
  }

  void run() throws SQLException, IOException {
    Instant now = clock.instant();
    try (Stage stage = Stage.set(environment)) {
      out.println(stage.table().version() + "; " + Machine.ofThis().describe());
      Addresses addresses = stage.addresses(TOPIC);
      stage.createTopic(TOPIC, PARTITIONS);
      Instant from = now.truncatedTo(ChronoUnit.DAYS).minus(DAYS_BACK, ChronoUnit.DAYS);
      TopicFill.fill(addresses, new StationReadings(SEED, locations, from, EVERY)::next, readings);
      stage.space().holdPolicy();
      Races races = new Races(stage, addresses, stage.folder(), jvmOptions, clock);
      List<SizeResult.Measured> measured = new ArrayList<>();
      for (String mode : modes) {
        measured.add(measure(stage, races, mode));
      }
      SizeResult result =
          new SizeResult(
              now.toString(),
              Machine.ofThis(),
              stage.table().version(),
              readings,
              locations,
              measured);
      out.println();
      result.table().forEach(out::println);
      out.println(ResultFiles.besideProgram().json("size", result));
    }
  }

  private SizeResult.Measured measure(Stage stage, Races races, String mode)
      throws SQLException, IOException {
    races.run(Contenders.geostream(mode, List.of()), readings);
    Room asWritten = stage.space().now();
    stage.space().runPolicy();
    SizeResult.Measured measured =
        SizeResult.Measured.of(mode, readings, asWritten, stage.space().now());
    out.println(measured);
    return measured;
  }
}
