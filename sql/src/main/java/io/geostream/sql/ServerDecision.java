package io.geostream.sql;

/** What to do with the server that was found. */
public sealed interface ServerDecision {

  /** The kind of schema that a usable server gets. */
  sealed interface Usable extends ServerDecision {
    Flavour flavour();

    /** The server in words, for log lines: "TimescaleDB 2.28.3 on PostgreSQL 15.20". */
    String server();
  }

  /**
   * A TimescaleDB that has all that is needed.
   *
   * @param created whether the extension has been created in this database; if not, the migration
   *     does it
   */
  record UseTimescaleDb(String server, boolean created) implements Usable {
    @Override
    public Flavour flavour() {
      return Flavour.TIMESCALEDB;
    }
  }

  /** A PostgreSQL without the extension, which the user has allowed. */
  record UsePlainPostgresql(String server) implements Usable {
    @Override
    public Flavour flavour() {
      return Flavour.POSTGRESQL;
    }
  }

  /**
   * Not usable.
   *
   * @param line what was found and what to do, in one line
   */
  record Refuse(String line) implements ServerDecision {}
}
