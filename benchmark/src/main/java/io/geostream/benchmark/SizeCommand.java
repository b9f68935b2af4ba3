package io.geostream.benchmark;

import io.geostream.common.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The subcommand {@code size}. */
@Command(
    name = "size",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Bytes of a reading on disk in each write mode, as written and after the columnstore's policy.")
final class SizeCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  /** Six hours of a thousand stations. */
  @Mixin private final ReadingsOption readings = new ReadingsOption(2_160_000);

  @Option(
      names = "--locations",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "How many stations the readings are of; each has one in ten seconds. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 10_000_000)
  private int locations;

  @Option(
      names = "--write-modes",
      paramLabel = "MODE",
      split = ",",
      defaultValue = "copy,direct-compress,insert,auto",
      description = "The consumer's. Default: ${DEFAULT-VALUE}.")
  private List<String> modes = new ArrayList<>();

  @Mixin private final JvmOption jvm = new JvmOption();

  SizeCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    return Programs.run(
        out ->
            new Size(readings.readings(), locations, modes, jvm.options(), environment, out).run());
  }
}
