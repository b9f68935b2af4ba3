package io.geostream.benchmark;

import io.geostream.benchmark.report.Machine;
import io.geostream.benchmark.report.ResultFiles;
import io.geostream.common.settings.Setting;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The subcommand {@code jmh}. */
@Command(
    name = "jmh",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Time and memory that the codec takes for one reading (JMH, one thread).")
final class JmhCommand implements Callable<Integer> {

  @Option(
      names = "--forks",
      paramLabel = "N",
      defaultValue = "2",
      description = "JVMs one after the other. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 100)
  private int forks;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Measurements in each, and as many before that do not count. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 1_000)
  private int iterations;

  @Option(
      names = "--time",
      paramLabel = "DURATION",
      defaultValue = "1s",
      description = "How long a measurement takes. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 600_000)
  private Duration time = Duration.ZERO;

  @Option(
      names = "--include",
      paramLabel = "PATTERN",
      defaultValue = "io.geostream.benchmark.jmh",
      description = "Which benchmarks, a regular expression. Default: all.")
  private String include = "";

  @Override
  public Integer call() {
    return Programs.run(this::run);
  }

  private void run(PrintStream out) throws IOException, RunnerException {
    String at = Clock.systemUTC().instant().toString();
    ResultFiles files = ResultFiles.besideProgram();
    TimeValue each = TimeValue.milliseconds(time.toMillis());
    Collection<RunResult> runs =
        new Runner(
                new OptionsBuilder()
                    .include(include)
                    .forks(forks)
                    .warmupIterations(iterations)
                    .warmupTime(each)
                    .measurementIterations(iterations)
                    .measurementTime(each)
                    .addProfiler(GCProfiler.class)
                    .shouldFailOnError(true)
                    .build())
            .run();
    JmhResult result =
        new JmhResult(at, Machine.ofThis(), forks, iterations, JmhResult.measured(runs));
    out.println();
    result.table().forEach(out::println);
    out.println();
    result.ratios().forEach(out::println);
    out.println(files.json("jmh", result));
  }
}
