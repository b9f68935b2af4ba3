package io.geostream.benchmark;

import io.geostream.benchmark.report.ResultFiles;
import io.geostream.common.settings.Setting;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
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
          "Measurements of a second in each, and as many before that do not count. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 1_000)
  private int iterations;

  @Option(
      names = "--include",
      paramLabel = "PATTERN",
      defaultValue = "io.geostream.benchmark.jmh",
      description = "Which benchmarks, a regular expression. Default: all.")
  private String include = "";

  @Override
  public Integer call() {
    return Programs.run(
        out -> {
          String file = ResultFiles.besideProgram().folder().resolve("jmh.json").toString();
          new Runner(
                  new OptionsBuilder()
                      .include(include)
                      .forks(forks)
                      .warmupIterations(iterations)
                      .warmupTime(TimeValue.seconds(1))
                      .measurementIterations(iterations)
                      .measurementTime(TimeValue.seconds(1))
                      .addProfiler(GCProfiler.class)
                      .shouldFailOnError(true)
                      .resultFormat(ResultFormatType.JSON)
                      .result(file)
                      .build())
              .run();
          out.println(file);
        });
  }
}
