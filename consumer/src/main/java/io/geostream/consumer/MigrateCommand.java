package io.geostream.consumer;

import io.geostream.common.daemon.Daemon;
import io.geostream.common.daemon.Logging;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.settings.LoggingSettings;
import io.geostream.common.settings.MappingSettings;
import io.geostream.consumer.settings.DatabaseAddress;
import io.geostream.consumer.settings.DatabaseSettings;
import io.geostream.consumer.settings.SchemaSettings;
import io.geostream.consumer.watch.Watches;
import io.geostream.sql.SchemaReport;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The subcommand {@code consumer.jar migrate}: applies the schema, or checks it, and exits. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Applies the schema of the mapping's table and exits; with --migrate check it only checks.")
final class MigrateCommand implements Callable<Integer> {

  private static final Logger log = LoggerFactory.getLogger(MigrateCommand.class);

  private final Map<String, String> environment;

  @Mixin private final DatabaseSettings database = new DatabaseSettings();

  @Mixin private final SchemaSettings schema = new SchemaSettings();

  @Mixin private final MappingSettings mapping = new MappingSettings();

  @Mixin private final LoggingSettings logging = new LoggingSettings();

  MigrateCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Logging.configure(logging);
    DatabaseAddress address = database.address(environment);
    Mapping table = mapping.mapping();
    return Daemon.run(
        (stop, resources) -> {
          try {
            DatabaseSide server = DatabaseSide.of(address, true);
            resources.add(server.pool());
            Watching.blockers(resources.add(new Watches(stop)), server, () -> {});
            SchemaReport report =
                new SchemaStep(server.migrations(), table, schema, line -> {}, stop).run();
            report.warnings().forEach(warning -> log.warn("database: {}", warning));
            log.info("table {} is in order in {}", report.table(), address);
          } catch (SQLException e) {
            if (!stop.isRequested()) {
              throw e;
            }
          }
        });
  }
}
