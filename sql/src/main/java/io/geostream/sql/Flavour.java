package io.geostream.sql;

import java.util.List;

/** The two kinds of schema, with the same names in both. */
public enum Flavour {
  /** A hypertable with columnstore, retention and continuous aggregates. */
  TIMESCALEDB("timescaledb", "geostream_schema_history"),

  /** One plain table and plain views. */
  POSTGRESQL("postgresql", "geostream_plain_schema_history");

  private static final String MIGRATIONS = "classpath:io/geostream/sql/migrations/";

  private final String directory;
  private final String historyTable;

  Flavour(String directory, String historyTable) {
    this.directory = directory;
    this.historyTable = historyTable;
  }

  /**
   * Where Flyway writes down what it has applied. Each flavour has its own, so that a plain schema
   * whose server got the extension later is taken in like any other table that was there before.
   */
  String historyTable() {
    return historyTable;
  }

  List<String> locations() {
    return List.of(MIGRATIONS + directory, MIGRATIONS + "common");
  }
}
