package io.geostream.consumer.tool.deadletters;

import io.geostream.common.progress.ProgressReport;
import io.geostream.consumer.tool.report.ReportSettings;
import io.geostream.consumer.tool.report.Stdout;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The subcommand {@code consumer.jar dead-letters list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists the records that were refused, and why. Changes nothing.")
final class ListCommand implements Callable<Integer> {

  private final Clock clock;

  @Mixin private final SourceSettings source = new SourceSettings();

  @Mixin private final FilterSettings filters = new FilterSettings();

  @Mixin private final ReportSettings report = new ReportSettings();

  ListCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    LetterFilter filter = filters.filter(clock.instant());
    String topic = source.letters();
    PrintWriter out = Stdout.open();
    return LetterClients.run(
        source,
        ProgressReport::inLog, // a bar would be among the letters
        (clients, stop, resources) ->
            new LetterList(clients, topic, out, report.format())
                .print(filter, filters.limit(), stop));
  }
}
