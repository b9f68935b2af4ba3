package io.geostream.stack;

/** Where a database can come from, best first. */
public enum DatabaseKind {
  /** Somebody gave its address. */
  GIVEN,
  /** A PostgreSQL installation of this machine that has TimescaleDB: a cluster of our own. */
  NATIVE,
  /** A container with TimescaleDB. */
  DOCKER,
  /** Plain PostgreSQL out of an archive that comes along. */
  EMBEDDED
}
