package io.geostream.sql;

import java.util.List;

/** The two kinds of schema, with the same names in both. */
enum Flavour {
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
   * The table of Flyway's history. Each flavour has its own, so that a plain schema whose server
   * got the extension later is adopted like any other existing table.
   */
  String historyTable() {
    return historyTable;
  }

  List<String> locations() {
    return List.of(MIGRATIONS + directory, MIGRATIONS + "common");
  }
}
