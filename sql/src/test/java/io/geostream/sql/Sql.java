package io.geostream.sql;

import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.file.MappingFile;
import io.geostream.stack.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database as a test sees it: statements, and answers as text. */
record Sql(DataSource dataSource) {

  static Sql asOwner(Database database) {
    return as(database, database.user(), database.password());
  }

  static Sql as(Database database, String user, Optional<String> password) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.jdbcUrl());
    source.setUser(user);
    password.ifPresent(source::setPassword);
    return new Sql(source);
  }

  /** Of another mapping than the built-in one. */
  SchemaMigrator migrator(Mapping mapping) {
    return new SchemaMigrator(dataSource, mapping, false, MigrationProgress.none());
  }

  SchemaMigrator migrator() {
    return migrator(MappingFile.builtIn());
  }

  SchemaMigrator migratorAllowingPlain() {
    return new SchemaMigrator(dataSource, MappingFile.builtIn(), true, MigrationProgress.none());
  }

  /** As on a server without the extension. */
  void migratePlain() throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      Statements statements = new Statements(connection);
      Place place = new Place("public", "");
      new MigrationHistory(
              statements,
              Flavour.POSTGRESQL,
              place,
              false,
              new RefreshHistory(
                  new RowsBack(statements, place, PieceSize.DEFAULT, MigrationProgress.none()),
                  new HistoryRefresh(statements, place, MigrationProgress.none())))
          .migrate();
    }
  }

  /** Each in a transaction of its own, on one connection. */
  void run(String... statements) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  /** The first column. */
  List<String> values(String question) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      List<String> values = new ArrayList<>();
      while (row.next()) {
        values.add(String.valueOf(row.getString(1)));
      }
      return values;
    }
  }

  /** The only value. */
  String value(String question) throws SQLException {
    List<String> values = values(question);
    if (values.size() != 1) {
      throw new IllegalStateException(question + " gave " + values);
    }
    return values.get(0);
  }

  /** The newest version in the history of the migrations on TimescaleDB. */
  String newestVersion() throws SQLException {
    return value("SELECT max(version::int) FROM geostream_schema_history WHERE success");
  }

  /** Whether something is so. */
  boolean holds(String question) throws SQLException {
    return value(question).equals("t");
  }

  /** Runs the jobs of policies of one kind. */
  void runJobs(String procedure) throws SQLException {
    for (String job :
        values(
            "SELECT job_id FROM timescaledb_information.jobs WHERE hypertable_name IS NOT NULL AND proc_name = '%s'"
                .formatted(procedure))) {
      run("CALL run_job(" + job + ")");
    }
  }

  /** Rows of one station every ten minutes, from so many hours ago until so many hours ago. */
  void insertReadings(String location, int fromHoursAgo, int toHoursAgo) throws SQLException {
    run(
        String.format(
            Locale.ROOT,
            """
        INSERT INTO geospatial_metrics
        SELECT time, '%s', 40.7, -74.0, 20, 50, 1010, 5, 180
          FROM generate_series(now() - INTERVAL '%d hours', now() - INTERVAL '%d hours 1 second', INTERVAL '10 minutes') time
        """,
            location,
            fromHoursAgo,
            toHoursAgo));
  }
}
