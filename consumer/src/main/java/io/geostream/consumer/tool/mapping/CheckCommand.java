package io.geostream.consumer.tool.mapping;

import io.geostream.common.daemon.StopSignal;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.file.Intervals;
import io.geostream.common.settings.LoggingSettings;
import io.geostream.consumer.settings.AgeSettings;
import io.geostream.consumer.settings.DatabaseAddress;
import io.geostream.consumer.tool.ToolRun;
import io.geostream.sql.LateRows;
import io.geostream.sql.SchemaReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The subcommand {@code consumer.jar mapping check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Checks a mapping's file and prints what it means.",
      "With any setting of the database, or its variable, also checks the table as --migrate check does; needs only the rights of a consumer.",
      "Exit codes: 0 in order, 1 the table does not fit, 2 the file is no mapping."
    })
final class CheckCommand implements Callable<Integer> {

  private static final String BUT = "But: ";

  private final Map<String, String> environment;

  @Mixin private final FileArgument file = new FileArgument();

  @Mixin private final MappedDatabase database = new MappedDatabase();

  @Mixin private final LoggingSettings logging = new LoggingSettings();

  CheckCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    return ToolRun.print(
        logging,
        (out, stop, resources) -> {
          Mapping mapping = file.mapping();
          Optional<DatabaseAddress> address = database.address(environment);
          new Summary(mapping).lines().forEach(out::println);
          out.flush();
          if (address.isPresent()) {
            check(mapping, address.get(), stop).forEach(out::println);
          } else {
            lateRows(mapping).ifPresent(warning -> out.println(BUT + warning));
            out.println("No database is given (--database-url): the table is not checked.");
          }
        });
  }

  /** If the table is made as the mapping says, and the consumer has the default of --max-age. */
  private static Optional<String> lateRows(Mapping mapping) {
    return mapping
        .hypertable()
        .dropAfter()
        .flatMap(
            after ->
                LateRows.warning(
                    mapping.table(), Intervals.length(after), new AgeSettings().maxAge()));
  }

  private List<String> check(Mapping mapping, DatabaseAddress address, StopSignal stop) {
    return database.ask(
        address,
        mapping,
        stop,
        (migrator, source) -> {
          SchemaReport report = migrator.check();
          List<String> lines = new ArrayList<>();
          lines.add(
              "The table %s is in order in %s (%s)."
                  .formatted(report.table(), address, report.server()));
          List<String> warnings = new ArrayList<>(report.warnings());
          warnings.addAll(LateRows.warnings(source, report, new AgeSettings().maxAge()));
          warnings.forEach(warning -> lines.add(BUT + warning));
          return lines;
        });
  }
}
