package io.geostream.consumer.tool.offsets;

import io.geostream.consumer.tool.report.Column;
import io.geostream.consumer.tool.report.Report;
import io.geostream.consumer.tool.report.Stdout;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code consumer.jar offsets show}: a row a partition; changes nothing. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows where each partition goes on, and what its log holds. Consumers may run meanwhile.",
      "States: ok; none (nothing stored yet, begins by --start); cut (records were deleted before they were read: lost);"
          + " beyond-end (Kafka lost records that are in the table); made-anew (stored for a topic that was deleted);"
          + " gone (the topic has no such partition any more)."
    })
final class ShowCommand implements Callable<Integer> {

  private static final List<Column> COLUMNS =
      List.of(
          new Column("partition", 9),
          new Column("state", 10),
          new Column("stored", 12),
          new Column("begin", 12),
          new Column("end", 12),
          new Column("lag", 12),
          new Column("lost", 8),
          new Column("updated", 20),
          new Column("table", 24));

  private final Map<String, String> environment;

  @Mixin private final OffsetsSettings settings = new OffsetsSettings();

  ShowCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    PrintWriter out = Stdout.open();
    Report report = settings.report(out, COLUMNS);
    return OffsetServers.run(
        settings,
        environment,
        servers -> {
          servers.snapshot().partitions().forEach(state -> print(report, state));
          Stdout.refuseLoss(out);
        });
  }

  private static void print(Report report, PartitionState state) {
    OffsetRow row = state.row();
    LogRange log = state.log();
    report.row(
        state.partition(),
        state.state(),
        row == null ? null : row.next(),
        log == null ? null : log.begin(),
        log == null ? null : log.readable(),
        state.lag(),
        state.lost(),
        row == null ? null : row.updatedAt().truncatedTo(ChronoUnit.SECONDS),
        row == null ? null : row.table());
  }
}
