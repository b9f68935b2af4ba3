package io.geostream.common.settings;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A program with one setting of each kind. */
@Command(name = "probe", mixinStandardHelpOptions = true, version = "probe 1", sortOptions = false)
final class ProbeCommand implements Callable<Integer> {

  @Mixin final CommonSettings common = new CommonSettings();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "slow",
      description = "slow or fast. Default: ${DEFAULT-VALUE}.")
  @Setting(variable = "PROBE_MODE")
  Mode mode = Mode.SLOW;

  @Option(names = "--rows", paramLabel = "N", defaultValue = "100", description = "Rows.")
  @Setting(variable = "PROBE_ROWS", min = 1, max = 1_000)
  int rows;

  @Option(names = "--wait", paramLabel = "DURATION", defaultValue = "1s", description = "Wait.")
  @Setting(variable = "PROBE_WAIT", min = 10, max = 60_000)
  Duration wait = Duration.ZERO;

  @Option(names = "--rate", paramLabel = "N", defaultValue = "2", description = "Rate.")
  @Setting(variable = "PROBE_RATE", min = 0)
  double rate;

  @Option(names = "--drain", description = "Drain.")
  @Setting(variable = "PROBE_DRAIN")
  boolean drain;

  boolean called;
  @Nullable RuntimeException fault;

  enum Mode {
    SLOW,
    FAST;

    @Override
    public String toString() {
      return this == SLOW ? "slow" : "fast";
    }
  }

  @Override
  public Integer call() {
    called = true;
    if (fault != null) {
      throw fault;
    }
    common.kafka();
    common.topic();
    return 0;
  }

  /** A subcommand with a setting of its own. */
  @Command(name = "sub", mixinStandardHelpOptions = true, description = "A subcommand.")
  static final class Sub implements Callable<Integer> {

    @Option(names = "--depth", defaultValue = "1", description = "Depth.")
    @Setting(variable = "SUB_DEPTH", min = 1, max = 9)
    int depth;

    @Override
    public Integer call() {
      return 40 + depth;
    }
  }
}
