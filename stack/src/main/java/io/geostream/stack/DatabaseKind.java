package io.geostream.stack;

import java.util.Locale;

/** Where a database server can come from, best first. */
public enum DatabaseKind {
  /** A PostgreSQL installation of this machine that has TimescaleDB: a cluster of our own. */
  NATIVE,
  /** A container with TimescaleDB. */
  DOCKER,
  /** Plain PostgreSQL from a bundled archive. */
  EMBEDDED;

  /** In lower case, as on a command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
