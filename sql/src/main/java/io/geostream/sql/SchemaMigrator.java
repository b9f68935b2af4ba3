package io.geostream.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database's schema up to this build, or checks that it is.
 *
 * <p>Both look at the server first, and last at the real tables, not only at the history of
 * migrations. Both use one connection, taken when they are called and given back with its settings
 * as they were. The objects are looked for and made where the connection's search path says.
 */
public final class SchemaMigrator {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaMigrator.class);

  private final DataSource dataSource;
  private final boolean allowPlainPostgresql;

  /**
   * Connects to nothing yet.
   *
   * @param dataSource gives connections of the user who is to own the objects, or for {@link
   *     #check} of any member of geostream_writer
   * @param allowPlainPostgresql whether a server without the TimescaleDB extension will do
   */
  public SchemaMigrator(DataSource dataSource, boolean allowPlainPostgresql) {
    this.dataSource = dataSource;
    this.allowPlainPostgresql = allowPlainPostgresql;
  }

  /**
   * Applies what is missing; takes in a table that the tutorial's code made. Any number of
   * processes may call this at once: one works, the others wait. Killed half-way, it goes on the
   * next time. Logs one line if it changed something.
   *
   * @throws SchemaRefusedException if the server, the schema or this user's rights do not allow it
   * @throws SQLException if the server is away or busy; trying again later may help
   */
  @SuppressWarnings("try") // the lock is held, not used
  public SchemaReport migrate() throws SQLException, SchemaRefusedException {
    long start = System.nanoTime();
    try (Connection connection = dataSource.getConnection();
        SessionSettings settings = SessionSettings.save(connection);
        MigrationLock lock = MigrationLock.acquire(connection)) {
      ServerDecision.Usable server = decide(connection);
      if (server instanceof ServerDecision.UseTimescaleDb timescaleDb && !timescaleDb.created()) {
        createExtension(connection);
        // Only the extension itself knows its license.
        server = decide(connection);
      }
      SchemaReport report = migrate(connection, settings, server);
      logApplied(report, System.nanoTime() - start);
      return report;
    } catch (SQLException e) {
      throw SqlFaults.refusal("applying the schema", e);
    }
  }

  /**
   * Checks without changing anything. A newer schema passes if all that this build uses is there.
   *
   * @throws SchemaRefusedException if the server or the schema is not what this build needs
   * @throws SQLException if the server is away or busy; trying again later may help
   */
  public SchemaReport check() throws SQLException, SchemaRefusedException {
    try (Connection connection = dataSource.getConnection();
        SessionSettings settings = SessionSettings.save(connection)) {
      ServerDecision.Usable server = decide(connection);
      if (server instanceof ServerDecision.UseTimescaleDb timescaleDb && !timescaleDb.created()) {
        throw new SchemaRefusedException(
            "found %s, but the extension is not created in this database: run `migrate`, or CREATE EXTENSION timescaledb"
                .formatted(server.server()));
      }
      return check(connection, settings, server);
    } catch (SQLException e) {
      throw SqlFaults.refusal("checking the schema", e);
    }
  }

  private ServerDecision.Usable decide(Connection connection)
      throws SQLException, SchemaRefusedException {
    ServerDecision decision = DatabaseProbe.probe(connection).decide(allowPlainPostgresql);
    if (decision instanceof ServerDecision.Usable usable) {
      return usable;
    }
    throw new SchemaRefusedException(((ServerDecision.Refuse) decision).line());
  }

  private static void createExtension(Connection connection)
      throws SQLException, SchemaRefusedException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
    } catch (SQLException e) {
      throw SqlFaults.refusal(
          "CREATE EXTENSION timescaledb (an administrator can run it in this database)", e);
    }
  }

  private static SchemaReport migrate(
      Connection connection, SessionSettings settings, ServerDecision.Usable server)
      throws SQLException, SchemaRefusedException {
    Flavour flavour = server.flavour();
    String schema = settings.enterSchema(flavour);
    refuse(schema, SchemaRules.faultsBeforeMigration(live(connection, schema, flavour), flavour));
    boolean roles = Roles.ensure(connection);
    if (!roles) {
      LOG.warn(
          "schema: the roles geostream_writer and geostream_reader are not on this server and this user may not create them: an administrator runs sql/roles.sql (CREATE ROLE geostream_writer NOLOGIN; CREATE ROLE geostream_reader NOLOGIN), then run `migrate` again");
    }
    MigrationHistory history = new MigrationHistory(connection, flavour, schema, roles);
    HistoryState before = history.state();
    refuse(schema, before.faults());
    List<String> applied = isUpToDate(before) ? List.of() : history.migrate();
    String version = applied.isEmpty() ? before.version() : history.state().version();
    return verified(connection, server, schema, version, applied);
  }

  private static SchemaReport check(
      Connection connection, SessionSettings settings, ServerDecision.Usable server)
      throws SQLException, SchemaRefusedException {
    Flavour flavour = server.flavour();
    String schema = settings.enterSchema(flavour);
    HistoryState state =
        new MigrationHistory(connection, flavour, schema, Roles.present(connection)).state();
    refuse(schema, state.faults());
    if (!isUpToDate(state)) {
      List<String> missing = new ArrayList<>(state.unfinished());
      missing.addAll(state.pending());
      throw new SchemaRefusedException(
          "schema \"%s\" lacks %s of geostream's migrations: run `migrate` as the owner of the schema"
              .formatted(schema, HistoryState.range(missing).orElse("some")));
    }
    return verified(connection, server, schema, state.version(), List.of());
  }

  /** A newer build's grants differ from ours, and stay. */
  private static boolean isUpToDate(HistoryState state) {
    boolean versionsMissing = state.pending().stream().anyMatch(each -> each.startsWith("V"));
    return state.unfinished().isEmpty()
        && !versionsMissing
        && (state.pending().isEmpty() || !state.newer().isEmpty());
  }

  private static SchemaReport verified(
      Connection connection,
      ServerDecision.Usable server,
      String schema,
      String version,
      List<String> applied)
      throws SQLException, SchemaRefusedException {
    LiveSchema live = live(connection, schema, server.flavour());
    refuse(schema, SchemaRules.faultsWhenComplete(live, server.flavour()));
    return new SchemaReport(
        server.flavour(), server.server(), schema, version, applied, warnings(live));
  }

  private static List<String> warnings(LiveSchema live) {
    return live.uniqueIndexes().stream()
        .map(
            index ->
                "geospatial_metrics has the unique index %s: it refuses readings that are alike, and switches direct compress off"
                    .formatted(index))
        .toList();
  }

  private static LiveSchema live(Connection connection, String schema, Flavour flavour)
      throws SQLException {
    return LiveSchema.read(connection, schema, flavour == Flavour.TIMESCALEDB);
  }

  private static void refuse(String schema, List<String> faults) throws SchemaRefusedException {
    if (!faults.isEmpty()) {
      throw new SchemaRefusedException(
          "schema \"%s\" is not geostream's: %s".formatted(schema, String.join("; ", faults)));
    }
  }

  private static void logApplied(SchemaReport report, long nanos) {
    HistoryState.range(report.applied())
        .ifPresent(
            what ->
                LOG.info(
                    "schema: applied {} in {} s ({}, schema {})",
                    what,
                    String.format(
                        Locale.ROOT, "%.1f", nanos / (double) TimeUnit.SECONDS.toNanos(1)),
                    report.server(),
                    report.schema()));
  }
}
