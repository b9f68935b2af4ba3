package io.geostream.sql;

/** What to do with the server that was found. */
sealed interface ServerDecision {

  /**
   * Usable.
   *
   * @param flavour the kind of schema that it gets
   * @param server the server in words, for log lines: "TimescaleDB 2.28.3 on PostgreSQL 15.20"
   * @param lacksExtension whether it has TimescaleDB, but not created in this database; the
   *     migration does that
   */
  record Usable(Flavour flavour, String server, boolean lacksExtension) implements ServerDecision {}

  /**
   * Not usable.
   *
   * @param line what was found and what to do, in one line
   */
  record Refuse(String line) implements ServerDecision {}
}
