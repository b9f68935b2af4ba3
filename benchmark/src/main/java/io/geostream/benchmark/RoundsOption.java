package io.geostream.benchmark;

import io.geostream.common.settings.Setting;
import picocli.CommandLine.Option;

/** The flag {@code --rounds}; a picocli mix-in. */
final class RoundsOption {

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description =
          "How often each runs, in turn; medians are reported. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 1_000)
  private int rounds;

  /** With this default. */
  RoundsOption(int rounds) {
    this.rounds = rounds;
  }

  int rounds() {
    return rounds;
  }
}
