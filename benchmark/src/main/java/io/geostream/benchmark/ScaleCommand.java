package io.geostream.benchmark;

import io.geostream.common.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The subcommand {@code scale}. */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Processor time of a reading as one thing grows: backlog, locations, partitions, workers.")
final class ScaleCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Option(
      names = "--readings",
      paramLabel = "N",
      split = ",",
      defaultValue = "1000000,5000000,20000000",
      description =
          "Backlogs; the first one is also that of the other lists. Default: ${DEFAULT-VALUE}.")
  private List<Long> readings = new ArrayList<>();

  @Option(
      names = "--locations",
      paramLabel = "N",
      split = ",",
      defaultValue = "1000,30000,1000000",
      description = "Numbers of stations; as above. Default: ${DEFAULT-VALUE}.")
  private List<Integer> locations = new ArrayList<>();

  @Option(
      names = "--partitions",
      paramLabel = "N",
      split = ",",
      defaultValue = "6,24,96",
      description = "Partitions of the topic; as above. Default: ${DEFAULT-VALUE}.")
  private List<Integer> partitions = new ArrayList<>();

  @Option(
      names = "--workers",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,2,4,8",
      description =
          "Workers of the consumer; for the other lists its default. Default: ${DEFAULT-VALUE}.")
  private List<Integer> workers = new ArrayList<>();

  @Option(
      names = "--write-mode",
      paramLabel = "MODE",
      defaultValue = "auto",
      description = "The consumer's. Default: ${DEFAULT-VALUE}.")
  private String mode = "";

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each runs. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 1_000)
  private int rounds;

  ScaleCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    return Programs.run(out -> new Scale(courses(), mode, rounds, environment, out).run());
  }

  /** The first of each list, and then one list after the other with the first of the others. */
  private List<Course> courses() {
    long firstReadings = readings.get(0);
    int firstLocations = locations.get(0);
    int firstPartitions = partitions.get(0);
    return Stream.of(
            readings.stream().map(many -> new Course(many, firstLocations, firstPartitions, null)),
            locations.stream()
                .skip(1)
                .map(many -> new Course(firstReadings, many, firstPartitions, null)),
            partitions.stream()
                .skip(1)
                .map(many -> new Course(firstReadings, firstLocations, many, null)),
            workers.stream()
                .map(many -> new Course(firstReadings, firstLocations, firstPartitions, many)))
        .flatMap(all -> all)
        .toList();
  }

  /**
   * One size of everything.
   *
   * @param workers null for the consumer's default
   */
  record Course(long readings, int locations, int partitions, @Nullable Integer workers) {}
}
