package io.geostream.stack;

import java.util.Locale;

/** Where a database server can come from, best first. */
public enum DatabaseKind {
  /** A PostgreSQL installation of this machine that has TimescaleDB: a cluster of our own. */
  NATIVE,
  /** A container with TimescaleDB. */
  DOCKER,
  /** Plain PostgreSQL out of an archive that comes along. */
  EMBEDDED;

  /** In lower case, as it is written on a command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
