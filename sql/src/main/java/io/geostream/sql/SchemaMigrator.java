package io.geostream.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Migrates a database's schema to this build's, or checks that it has it.
 *
 * <p>Both check the server first, and finally the real tables, not only the history of migrations.
 * Both use one connection, taken when they are called and given back with its settings restored.
 * The connection's search path determines the one schema in which objects are found and created.
 */
public final class SchemaMigrator {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaMigrator.class);

  private final DataSource dataSource;
  private final ServerCheck server;
  private final MigrationProgress progress;
  private final PieceSize size;
  private final AbortableWork abortable = new AbortableWork();

  /**
   * Connects to nothing yet.
   *
   * @param dataSource gives connections of the user who is to own the objects, or for {@link
   *     #check} of any member of geostream_writer. Their socket timeout is disabled while a table
   *     is adopted or migrations are applied, because a statement takes as long as its rows need
   * @param allowPlainPostgresql whether a server without the TimescaleDB extension is accepted
   * @param progress receives the progress of adopting a large table
   */
  public SchemaMigrator(
      DataSource dataSource, boolean allowPlainPostgresql, MigrationProgress progress) {
    this(dataSource, allowPlainPostgresql, progress, PieceSize.DEFAULT);
  }

  SchemaMigrator(
      DataSource dataSource,
      boolean allowPlainPostgresql,
      MigrationProgress progress,
      PieceSize size) {
    this.dataSource = dataSource;
    this.server = new ServerCheck(allowPlainPostgresql);
    this.progress = progress;
    this.size = size;
  }

  /**
   * Applies what is missing; adopts a table that the tutorial's code made. Any number of processes
   * may call this at once: one works, the others wait. Long work commits in pieces; if it is killed
   * half-way, the next call continues. Logs one line if it changed something.
   *
   * @throws SchemaRefusedException if the server, the schema or this user's rights do not allow it,
   *     or a statement fails
   * @throws SQLException if the server is away or busy, or after {@link #abort}; trying again later
   *     may help
   */
  @SuppressWarnings("try") // the lock is held, not used
  public SchemaReport migrate() throws SQLException, SchemaRefusedException {
    long start = System.nanoTime();
    try (Connection connection = dataSource.getConnection();
        AbortableWork.Running running = abortable.run(connection);
        SessionSettings settings = SessionSettings.change(connection);
        MigrationLock lock = MigrationLock.acquire(connection, progress)) {
      Locks locks = new Locks(new Statements(connection), progress);
      SchemaReport report = migrate(locks, server.withExtensionMade(locks));
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
   * @throws SQLException if the server is away or busy, or after {@link #abort}; trying again later
   *     may help
   */
  @SuppressWarnings("try") // registered, not used
  public SchemaReport check() throws SQLException, SchemaRefusedException {
    try (Connection connection = dataSource.getConnection();
        AbortableWork.Running running = abortable.run(connection);
        SessionSettings settings = SessionSettings.change(connection)) {
      return check(new Statements(connection), server.asItIs(connection));
    } catch (SQLException e) {
      throw SqlFaults.refusal("checking the schema", e);
    }
  }

  /**
   * Ends running and later calls, from another thread: the connection is closed at once. The next
   * process continues where this one was.
   */
  public void abort() {
    abortable.abort();
  }

  private SchemaReport migrate(Locks locks, ServerDecision.Usable server)
      throws SQLException, SchemaRefusedException {
    Statements statements = locks.statements();
    Connection connection = statements.connection();
    Flavour flavour = server.flavour();
    Place place = SearchPath.enter(connection);
    LiveSchema live = live(connection, place, flavour);
    refuse(place, SchemaRules.faultsBeforeMigration(live, flavour));
    boolean roles = Roles.ensure(locks);
    if (!roles) {
      LOG.warn(
          "schema: the roles geostream_writer and geostream_reader are not on this server and this user may not create them: an administrator runs sql/roles.sql (CREATE ROLE geostream_writer NOLOGIN; CREATE ROLE geostream_reader NOLOGIN), then run `migrate` again");
    }
    MigrationHistory history = history(statements, flavour, place, roles);
    HistoryState before = history.state();
    refuse(place, before.faults());
    List<String> applied = List.of();
    if (!isUpToDate(before)) {
      if (flavour == Flavour.TIMESCALEDB && before.isEmpty()) {
        Adoption adoption = new Adoption(statements, place, size, progress);
        locks.untilDone(() -> adoption.prepare(live));
      }
      locks.untilDone(history::migrate);
      applied = applied(before, history.state());
    } else if (flavour == Flavour.TIMESCALEDB) {
      finishAdoption(locks, place);
    }
    return verified(statements, server, place, history.state().version(), applied);
  }

  /** Another build, without this table, has finished the migration while rows were set aside. */
  private void finishAdoption(Locks locks, Place place)
      throws SQLException, SchemaRefusedException {
    Statements statements = locks.statements();
    RowsBack rows = new RowsBack(statements, place, size, progress);
    HistoryRefresh aggregates = new HistoryRefresh(statements, place, progress);
    if (!rows.haveRows() && !aggregates.isUnfinished()) {
      return;
    }
    locks.untilDone(
        () -> {
          aggregates.begin();
          rows.move();
          aggregates.run();
        });
  }

  private static List<String> applied(HistoryState before, HistoryState after) {
    return Stream.concat(before.unfinished().stream(), before.pending().stream())
        .filter(each -> !after.unfinished().contains(each) && !after.pending().contains(each))
        .toList();
  }

  private MigrationHistory history(
      Statements statements, Flavour flavour, Place place, boolean roles) {
    return new MigrationHistory(
        statements,
        flavour,
        place,
        roles,
        new RefreshHistory(
            new RowsBack(statements, place, size, progress),
            new HistoryRefresh(statements, place, progress)));
  }

  private SchemaReport check(Statements statements, ServerDecision.Usable server)
      throws SQLException, SchemaRefusedException {
    Connection connection = statements.connection();
    Flavour flavour = server.flavour();
    Place place = SearchPath.enter(connection);
    HistoryState state = history(statements, flavour, place, Roles.present(connection)).state();
    refuse(place, state.faults());
    if (!isUpToDate(state)) {
      List<String> missing = new ArrayList<>(state.unfinished());
      missing.addAll(state.pending());
      throw new SchemaRefusedException(
          "schema \"%s\" lacks %s of geostream's migrations: run `migrate` as the owner of the schema"
              .formatted(place.schema(), HistoryState.range(missing).orElse("some")));
    }
    return verified(statements, server, place, state.version(), List.of());
  }

  /** A newer build's grants differ from ours, and stay. */
  private static boolean isUpToDate(HistoryState state) {
    boolean versionsMissing = state.pending().stream().anyMatch(each -> each.startsWith("V"));
    return state.unfinished().isEmpty()
        && !versionsMissing
        && (state.pending().isEmpty() || !state.newer().isEmpty());
  }

  private static SchemaReport verified(
      Statements statements,
      ServerDecision.Usable server,
      Place place,
      String version,
      List<String> applied)
      throws SQLException, SchemaRefusedException {
    LiveSchema live = live(statements.connection(), place, server.flavour());
    refuse(place, SchemaRules.faultsWhenComplete(live, server.flavour()));
    List<String> warnings = new ArrayList<>(SchemaRules.warnings(live));
    if (server.flavour() == Flavour.TIMESCALEDB) {
      warnings.addAll(Retention.warnings(statements, place));
    }
    return new SchemaReport(
        server.flavour(), server.server(), place.schema(), version, applied, warnings);
  }

  private static LiveSchema live(Connection connection, Place place, Flavour flavour)
      throws SQLException {
    return LiveSchema.read(connection, place.schema(), flavour == Flavour.TIMESCALEDB);
  }

  private static void refuse(Place place, List<String> faults) throws SchemaRefusedException {
    if (!faults.isEmpty()) {
      throw new SchemaRefusedException(
          "schema \"%s\" is not geostream's: %s"
              .formatted(place.schema(), String.join("; ", faults)));
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
