package io.geostream.consumer.tool.mapping;

import io.geostream.common.daemon.Faults;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.settings.SettingException;
import io.geostream.consumer.database.Backends;
import io.geostream.consumer.database.DatabasePool;
import io.geostream.consumer.database.Login;
import io.geostream.consumer.settings.DatabaseAddress;
import io.geostream.consumer.settings.DatabaseSettings;
import io.geostream.consumer.settings.ServerSettings;
import io.geostream.consumer.tool.ToolException;
import io.geostream.sql.MigrationProgress;
import io.geostream.sql.SchemaMigrator;
import io.geostream.sql.SchemaRefusedException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import picocli.CommandLine.Mixin;

/** The database of a mapping's table, if one is given; a picocli mix-in. */
final class MappedDatabase {

  @Mixin private final DatabaseSettings database = new DatabaseSettings();
  @Mixin private final ServerSettings server = new ServerSettings();

  /** What is asked of it. */
  interface Question<T> {
    T ask(SchemaMigrator migrator, DataSource database) throws SQLException, SchemaRefusedException;
  }

  /**
   * Its address; empty if no setting gives one.
   *
   * @throws SettingException if a setting cannot be used
   */
  Optional<DatabaseAddress> address(Map<String, String> environment) {
    return database.isGiven(environment)
        ? Optional.of(database.address(environment))
        : Optional.empty();
  }

  /**
   * Asks it about a mapping's table, over a connection as migrations have it, until a stop.
   *
   * @throws ToolException if it is away, or is not what it has to be
   */
  <T> T ask(DatabaseAddress address, Mapping mapping, StopSignal stop, Question<T> question) {
    DataSource source = DatabasePool.forMigrations(new Login(address), new Backends());
    SchemaMigrator migrator =
        new SchemaMigrator(
            source, mapping, server.allowPlainPostgresql(), MigrationProgress.none());
    stop.onRequest(migrator::abort);
    try {
      return question.ask(migrator, source);
    } catch (SQLException e) {
      throw new ToolException("database " + address + ": " + Faults.oneLine(e), e);
    } catch (SchemaRefusedException e) {
      throw new ToolException("database " + address, e);
    }
  }
}
