package io.geostream.sql;

import io.geostream.common.mapping.Mapping;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes or extends what a mapping needs in a database, or checks that it is there: its table, and
 * kafka_offsets. The built-in table is made by versioned migrations, with its views and policies.
 *
 * <p>Both check the server first, and finally the real tables, not only the history of migrations.
 * Both use one connection, taken when they are called and given back with its settings restored.
 * The connection's search path determines where tables without a schema are found and made, as in
 * SQL.
 */
public final class SchemaMigrator {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaMigrator.class);

  private static final String RUN_MIGRATE =
      "; what is missing, `migrate` adds as the owner; where they differ, change the table or the mapping";

  private final DataSource dataSource;
  private final Mapping mapping;
  private final ServerCheck server;
  private final MigrationProgress progress;
  private final PieceSize size;
  private final AbortableWork abortable = new AbortableWork();

  /**
   * Connects to nothing yet.
   *
   * @param dataSource gives connections of the user who is to own the objects, or for {@link
   *     #check} of the login that writes, such as any member of geostream_writer. Their socket
   *     timeout is disabled while a table is adopted or migrations are applied, because a statement
   *     takes as long as its rows need
   * @param mapping names the table and its columns
   * @param allowPlainPostgresql whether a server without the TimescaleDB extension, and a table of
   *     others that is not a hypertable, are accepted
   * @param progress receives the progress of adopting a large table
   */
  public SchemaMigrator(
      DataSource dataSource,
      Mapping mapping,
      boolean allowPlainPostgresql,
      MigrationProgress progress) {
    this(dataSource, mapping, allowPlainPostgresql, progress, PieceSize.DEFAULT);
  }

  SchemaMigrator(
      DataSource dataSource,
      Mapping mapping,
      boolean allowPlainPostgresql,
      MigrationProgress progress,
      PieceSize size) {
    this.dataSource = dataSource;
    this.mapping = mapping;
    this.server = new ServerCheck(allowPlainPostgresql);
    this.progress = progress;
    this.size = size;
  }

  /**
   * Makes only what is missing: an existing table gets the columns that it lacks. Also adopts a
   * built-in table that the tutorial's code made. Any number of processes may call this at once:
   * one works, the others wait. What a mapping adds is made in one transaction. Long work commits
   * in pieces; if it is killed half-way, the next call continues. Logs one line if it changed
   * something.
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
      SchemaReport report = migrate(locks);
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
      return check(connection);
    } catch (SQLException e) {
      throw SqlFaults.refusal("checking the schema", e);
    }
  }

  /**
   * The statements that {@link #migrate} would run, as {@link MappingSql} has them; none if nothing
   * is missing. Changes nothing.
   *
   * @throws SchemaRefusedException as {@link #migrate}, where that is known before it begins
   * @throws SQLException if the server is away or busy, or after {@link #abort}
   */
  @SuppressWarnings("try") // registered, not used
  public List<String> sql() throws SQLException, SchemaRefusedException {
    try (Connection connection = dataSource.getConnection();
        AbortableWork.Running running = abortable.run(connection);
        SessionSettings settings = SessionSettings.change(connection)) {
      return sql(new Statements(connection));
    } catch (SQLException e) {
      throw SqlFaults.refusal("comparing the schema", e);
    }
  }

  /**
   * Aborts running and later calls, from another thread; the connection is closed at once. The next
   * process continues where this one was.
   */
  public void abort() {
    abortable.abort();
  }

  private SchemaReport migrate(Locks locks) throws SQLException, SchemaRefusedException {
    Statements statements = locks.statements();
    Connection connection = statements.connection();
    ServerDecision.Usable usable = server.decide(connection);
    Plan plan = Plan.of(connection, mapping, usable);
    for (Change change : plan.first()) {
      locks.untilDone(() -> change.make(statements));
      // Only the extension itself knows its license.
      usable = server.decide(connection);
    }
    if (!plan.roles()) {
      LOG.warn(
          "schema: the roles geostream_writer and geostream_reader are not on this server and this user may not create them: an administrator runs sql/roles.sql (CREATE ROLE geostream_writer NOLOGIN; CREATE ROLE geostream_reader NOLOGIN), then run `migrate` again");
    }
    SearchPath.enter(connection, plan.target());
    Verification verification = verification(statements, plan.target(), usable);
    // Most starts find nothing to make, and read the catalogs only for the report.
    boolean makes = plan.target().builtIn() || !plan.then().isEmpty();
    List<String> staying = makes ? verification.faultsThatStay() : List.of();
    List<String> applied = new ArrayList<>();
    if (plan.target().builtIn()) {
      verification.refuse(staying);
      applied.addAll(schema(statements, usable, plan.target()).migrate(locks, plan.roles()));
    }
    plan.then().forEach(change -> applied.add(change.name()));
    make(locks, plan.then(), verification, staying);
    return verification.report(applied, "");
  }

  private static void make(
      Locks locks, List<Change> changes, Verification verification, List<String> staying)
      throws SQLException, SchemaRefusedException {
    if (changes.isEmpty()) {
      return;
    }
    Statements statements = locks.statements();
    List<String> before = verification.faults();
    locks.untilDone(
        () ->
            statements.transaction(
                () -> {
                  for (Change change : changes) {
                    make(change, statements, before, verification);
                  }
                  // What would be refused is not changed.
                  Set<String> faults = new LinkedHashSet<>(staying);
                  faults.addAll(verification.faults());
                  verification.refuse(List.copyOf(faults));
                }));
  }

  /** If it fails, the message has all that was wrong before. */
  private static void make(
      Change change, Statements statements, List<String> faults, Verification verification)
      throws SQLException, SchemaRefusedException {
    try {
      change.make(statements);
    } catch (SchemaRefusedException e) {
      List<String> all = new ArrayList<>(faults);
      all.add(e.getMessage());
      throw new SchemaRefusedException(verification.message(all), e);
    }
  }

  private SchemaReport check(Connection connection) throws SQLException, SchemaRefusedException {
    ServerDecision.Usable usable = server.asItIs(connection);
    Target target = SearchPath.find(connection, mapping.table());
    SearchPath.enter(connection, target);
    Statements statements = new Statements(connection);
    if (target.builtIn()) {
      schema(statements, usable, target).check(Roles.present(connection));
    }
    return verification(statements, target, usable).report(List.of(), RUN_MIGRATE);
  }

  private List<String> sql(Statements statements) throws SQLException, SchemaRefusedException {
    Connection connection = statements.connection();
    ServerDecision.Usable usable = server.decide(connection);
    Plan plan = Plan.of(connection, mapping, usable);
    Verification verification = verification(statements, plan.target(), usable);
    verification.refuse(verification.faultsThatStay());
    List<Change> changes = new ArrayList<>(plan.first());
    if (plan.target().builtIn()) {
      SearchPath.enter(connection, plan.target());
      HistoryState.range(schema(statements, usable, plan.target()).pending(plan.roles()))
          .ifPresent(pending -> changes.add(MappingSql.migrations(pending)));
    }
    changes.addAll(plan.then());
    return MappingSql.statements(changes);
  }

  private BuiltInSchema schema(Statements statements, ServerDecision.Usable server, Target target) {
    return new BuiltInSchema(statements, server.flavour(), target.place(), size, progress);
  }

  private Verification verification(
      Statements statements, Target target, ServerDecision.Usable usable) {
    return new Verification(statements, target, mapping, usable, server.allowPlainPostgresql());
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
