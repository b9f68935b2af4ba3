package io.geostream.benchmark;

import io.geostream.benchmark.Growth.Course;
import io.geostream.common.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The subcommand {@code scale}. */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Processor time of a reading as one thing grows: backlog, locations, partitions, workers.",
      "Of each list the first is what the others are compared with, and what the other lists have."
    })
final class ScaleCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Option(
      names = "--backlogs",
      paramLabel = "N",
      split = ",",
      defaultValue = "1000000,5000000,20000000",
      description = "Readings in the topic. Default: ${DEFAULT-VALUE}.")
  private List<Long> backlogs = new ArrayList<>();

  @Option(
      names = "--backlog",
      paramLabel = "N",
      defaultValue = "5000000",
      description =
          "The backlog of the other lists: long enough for a JVM to be warm. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 1_000_000_000)
  private long backlog;

  @Option(
      names = "--locations",
      paramLabel = "N",
      split = ",",
      defaultValue = "1000,30000,1000000",
      description = "Numbers of stations. Default: ${DEFAULT-VALUE}.")
  private List<Integer> locations = new ArrayList<>();

  @Option(
      names = "--partitions",
      paramLabel = "N",
      split = ",",
      defaultValue = "6,24,96",
      description = "Partitions of the topic. Default: ${DEFAULT-VALUE}.")
  private List<Integer> partitions = new ArrayList<>();

  @Option(
      names = "--workers",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,2,4,8",
      description =
          "Workers of the consumer, with the last number of partitions; the other lists have its default. Default: ${DEFAULT-VALUE}.")
  private List<Integer> workers = new ArrayList<>();

  @Option(
      names = "--write-mode",
      paramLabel = "MODE",
      defaultValue = "auto",
      description = "The consumer's. Default: ${DEFAULT-VALUE}.")
  private String mode = "";

  @Mixin private final RoundsOption rounds = new RoundsOption(3);

  @Mixin private final JvmOption jvm = new JvmOption();

  ScaleCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    return Programs.run(
        out -> new Scale(growths(), mode, rounds.rounds(), jvm.options(), environment, out).run());
  }

  private List<Growth> growths() {
    int stations = locations.get(0);
    int few = partitions.get(0);
    int many = partitions.get(partitions.size() - 1);
    return List.of(
        Growth.of("backlog", backlogs, number -> new Course(number, stations, few, null)),
        Growth.of("locations", locations, number -> new Course(backlog, number, few, null)),
        Growth.of("partitions", partitions, number -> new Course(backlog, stations, number, null)),
        // A worker without a partition would have nothing to do.
        Growth.of("workers", workers, number -> new Course(backlog, stations, many, number)));
  }
}
