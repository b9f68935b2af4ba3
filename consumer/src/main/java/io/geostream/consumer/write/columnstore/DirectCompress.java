package io.geostream.consumer.write.columnstore;

import io.geostream.common.daemon.Faults;
import io.geostream.common.mapping.TableName;
import io.geostream.consumer.database.TargetTable;
import io.geostream.consumer.write.FaultKind;
import java.lang.module.ModuleDescriptor.Version;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Whether TimescaleDB can write rows straight into the columnstore of a table.
 *
 * @see <a href="https://github.com/timescale/timescaledb/blob/2.28.3/src/copy.c">
 *     TSCopyMultiInsertBufferInit and its caller</a>
 */
public final class DirectCompress {

  /** Before it, CHECK and NOT NULL were not enforced on this way, and rows were lost. */
  private static final Version OLDEST = Version.parse("2.28.1");

  private static final String EXTENSION =
      "SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'";

  // COPY takes the columnstore with one trigger, and the trigger is run, unless it is for each row
  // or looks at the new rows: then rows are written one by one.
  private static final String TABLE =
      """
      SELECT coalesce(hypertable.compression_enabled, false) AS columnstore,
             coalesce(hypertable.num_dimensions, 0) AS dimensions,
             ARRAY(SELECT indexrelid::regclass::text FROM pg_index
                    WHERE indrelid = relation.oid AND (indisunique OR indisexclusion) ORDER BY 1) AS keys,
             ARRAY(SELECT tgname::text FROM pg_trigger
                    WHERE tgrelid = relation.oid
                      AND (tgtype & 1 = 1 OR tgnewtable IS NOT NULL
                           OR (SELECT count(*) > 1 FROM pg_trigger other WHERE other.tgrelid = relation.oid))
                    ORDER BY 1) AS triggers
        FROM pg_class relation
        JOIN pg_namespace namespace ON namespace.oid = relation.relnamespace
        LEFT JOIN timescaledb_information.hypertables hypertable
          ON hypertable.hypertable_schema = namespace.nspname AND hypertable.hypertable_name = relation.relname
       WHERE relation.oid = %s;
      """;

  private static final TimeSpans NO_TIME = new TimeSpans(List.of(new TimeSpans.Span(0, 0)));

  private DirectCompress() {}

  /**
   * What is in the way, in words that can follow "because"; empty if nothing is. Needs no rights
   * beyond a writer's.
   *
   * @throws SQLException if the server does not answer
   */
  public static Optional<String> obstacle(DataSource database, TargetTable target)
      throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet extension = statement.executeQuery(EXTENSION)) {
      if (!extension.next()) {
        return Optional.of("the database has no TimescaleDB");
      }
      Optional<String> ofVersion = obstacleOf(extension.getString(1));
      return ofVersion.isPresent() ? ofVersion : obstacleOfTable(connection, target);
    }
  }

  static Optional<String> obstacleOf(String version) {
    return Version.parse(version).compareTo(OLDEST) < 0
        ? Optional.of("TimescaleDB " + version + " is older than " + OLDEST)
        : Optional.empty();
  }

  /** Each batch will read the chunks; whether it can is seen by doing so. */
  private static Optional<String> obstacleOfTable(Connection connection, TargetTable target)
      throws SQLException {
    String first = TABLE.formatted(target.regclass());
    try (PreparedStatement both = new ChunkCatalog(target).prepare(connection, first, NO_TIME)) {
      both.execute();
      try (ResultSet table = both.getResultSet()) {
        table.next();
        return obstacleOfTable(table, target.name());
      }
    } catch (SQLException e) {
      if (FaultKind.isOfNamesOrRights(e)) {
        return Optional.of("the catalog of chunks cannot be read: " + Faults.oneLine(e));
      }
      throw e;
    }
  }

  private static Optional<String> obstacleOfTable(ResultSet table, TableName name)
      throws SQLException {
    if (!table.getBoolean("columnstore")) {
      return Optional.of("the columnstore is not enabled on " + name);
    }
    if (table.getInt("dimensions") > 1) {
      return Optional.of(name + " is partitioned by more than its time");
    }
    List<String> keys = strings(table.getArray("keys"));
    if (!keys.isEmpty()) {
      return Optional.of(
          name
              + " has a primary key, unique index or exclusion constraint: "
              + String.join(", ", keys));
    }
    List<String> triggers = strings(table.getArray("triggers"));
    return triggers.isEmpty()
        ? Optional.empty()
        : Optional.of(name + " has triggers that it would not run: " + String.join(", ", triggers));
  }

  private static List<String> strings(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
