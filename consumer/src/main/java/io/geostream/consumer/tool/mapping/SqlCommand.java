package io.geostream.consumer.tool.mapping;

import io.geostream.common.mapping.Mapping;
import io.geostream.common.settings.LoggingSettings;
import io.geostream.consumer.settings.DatabaseAddress;
import io.geostream.consumer.tool.ToolRun;
import io.geostream.sql.MappingSql;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The subcommand {@code consumer.jar mapping sql}. */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints the SQL that --migrate auto runs for a mapping, for psql. Changes nothing.",
      "With any setting of the database, or its variable, what that database lacks; else all, for an empty one with TimescaleDB."
    })
final class SqlCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Mixin private final FileArgument file = new FileArgument();

  @Mixin private final MappedDatabase database = new MappedDatabase();

  @Mixin private final LoggingSettings logging = new LoggingSettings();

  SqlCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    return ToolRun.print(
        logging,
        (out, stop, resources) -> {
          Mapping mapping = file.mapping();
          Optional<DatabaseAddress> address = database.address(environment);
          List<String> statements =
              address
                  .map(it -> database.ask(it, mapping, stop, (migrator, source) -> migrator.sql()))
                  .orElseGet(() -> MappingSql.ofEmptyDatabase(mapping));
          String where =
              address.map(DatabaseAddress::toString).orElse("an empty database with TimescaleDB");
          out.print(SqlScript.of(file.name(), where, statements));
        });
  }
}
