package io.geostream.benchmark;

import io.geostream.common.settings.Setting;
import picocli.CommandLine.Option;

/** The flag {@code --readings}; a picocli mix-in. */
final class ReadingsOption {

  @Option(
      names = "--readings",
      paramLabel = "N",
      description = "How many readings each brings over. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 1_000_000_000)
  private long readings;

  /** With this default. */
  ReadingsOption(long readings) {
    this.readings = readings;
  }

  long readings() {
    return readings;
  }
}
