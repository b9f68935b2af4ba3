package io.geostream.consumer.tool.mapping;

import io.geostream.common.settings.LoggingSettings;
import io.geostream.consumer.settings.AgeSettings;
import io.geostream.consumer.tool.ToolRun;
import io.geostream.consumer.tool.mapping.Trial.Tried;
import io.geostream.consumer.tool.report.ReportSettings;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The subcommand {@code consumer.jar mapping try}. */
@Command(
    name = "try",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints each message of a file as the rows or the dead letter that it would be. Asks no server.",
      "What only a record has ($key, $timestamp, …) is not there and not asked for. --max-age and --max-ahead hold for the time of every mapping; here the time is"
          + " compared with now, and one outside is a note, not a dead letter: samples are old.",
      "Exit codes: 0 all are rows, 1 there is a dead letter, 2 the file is no mapping."
    })
final class TryCommand implements Callable<Integer> {

  private static final int LETTERS = 1;

  private final Clock clock;

  @Mixin private final FileArgument file = new FileArgument();

  @Mixin private final SamplesSettings samples = new SamplesSettings();

  @Mixin private final AgeSettings age = new AgeSettings();

  @Mixin private final ReportSettings format = new ReportSettings();

  @Mixin private final LoggingSettings logging = new LoggingSettings();

  TryCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    AtomicBoolean letters = new AtomicBoolean();
    int code =
        ToolRun.print(
            logging,
            (out, stop, resources) -> {
              Trial trial = new Trial(file.mapping(), age.limits(), clock.millis());
              SampleLines lines = samples.open();
              resources.add(lines);
              TrialReport report =
                  switch (format.format()) {
                    case TABLE -> new TrialText(out);
                    case JSON -> new TrialJson(out);
                  };
              lines.forEach(
                  stop,
                  value -> {
                    Tried message = trial.of(lines.number(), value);
                    letters.compareAndSet(false, message.letter() != null);
                    report.message(message);
                  });
              report.end();
            });
    return code == 0 && letters.get() ? LETTERS : code;
  }
}
