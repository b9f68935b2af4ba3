package io.geostream.consumer.tool.deadletters;

import io.geostream.common.progress.ProgressReport;
import io.geostream.consumer.kafka.ClientSettings;
import io.geostream.consumer.tool.ToolException;
import io.geostream.consumer.tool.report.ReportSettings;
import io.geostream.consumer.tool.report.Stdout;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The subcommand {@code consumer.jar dead-letters replay}. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Sends refused records again, each once: it may be stopped, killed and run again at any time.")
final class ReplayCommand implements Callable<Integer> {

  private final Clock clock;

  @Mixin private final SourceSettings source = new SourceSettings();

  @Mixin private final FilterSettings filters = new FilterSettings();

  @Mixin private final ReplaySettings settings = new ReplaySettings();

  @Mixin private final ReportSettings report = new ReportSettings();

  ReplayCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    String letters = source.letters();
    ReplayRun.Order order =
        new ReplayRun.Order(
            letters,
            filters.filter(clock.instant()),
            filters.limit(),
            settings.target(source.topic(), letters),
            settings.dryRun(),
            settings.transactionLetters());
    Map<String, Object> producer =
        ClientSettings.replayer(source.kafka(), "geostream-replay-" + letters);
    PrintWriter out = Stdout.open();
    return LetterClients.run(
        source,
        ProgressReport::of,
        (clients, stop, resources) -> {
          Tally tally = new Tally();
          boolean ended =
              new ReplayRun(clients, order, tally, clock).run(producer, stop, resources);
          tally.print(report.format(), out);
          Stdout.refuseLoss(out);
          if (ended && tally.missed() > 0) {
            throw new ToolException(tally.missedLine());
          }
        });
  }
}
