package io.geostream.sql;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a server reports about itself, as far as it matters here.
 *
 * @param versionNumber PostgreSQL's {@code server_version_num}, such as 150020
 * @param version PostgreSQL's version in words
 * @param availableExtension the TimescaleDB version that the server could create, null if it has
 *     none
 * @param createdExtension the TimescaleDB version created in this database, null if it is not
 * @param preloaded whether the server was started with TimescaleDB in {@code
 *     shared_preload_libraries}
 * @param license {@code timescaledb.license}, null if unknown (the extension is not created)
 */
record ServerFacts(
    int versionNumber,
    String version,
    @Nullable String availableExtension,
    @Nullable String createdExtension,
    boolean preloaded,
    @Nullable String license) {

  private static final int OLDEST_POSTGRESQL = 15;
  private static final ExtensionVersion OLDEST_TIMESCALEDB = new ExtensionVersion(2, 23);

  /**
   * Decides whether and how this server can be used.
   *
   * @param allowPlainPostgresql whether a server without the extension is accepted; irrelevant for
   *     one that has it
   */
  ServerDecision decide(boolean allowPlainPostgresql) {
    if (versionNumber < OLDEST_POSTGRESQL * 10_000) {
      return new ServerDecision.Refuse(
          String.format(
              Locale.ROOT,
              "found PostgreSQL %s: %d or newer is needed",
              version,
              OLDEST_POSTGRESQL));
    }
    String extension = createdExtension != null ? createdExtension : availableExtension;
    if (extension != null) {
      return decideOnTimescaleDb(extension);
    }
    if (allowPlainPostgresql) {
      return new ServerDecision.Usable(Flavour.POSTGRESQL, "PostgreSQL " + version, false);
    }
    return new ServerDecision.Refuse(
        "found PostgreSQL %s without TimescaleDB: install TimescaleDB %s or newer (community edition) on the server, or accept a plain table with --allow-plain-postgresql"
            .formatted(version, OLDEST_TIMESCALEDB));
  }

  private ServerDecision decideOnTimescaleDb(String extension) {
    String server = "TimescaleDB %s on PostgreSQL %s".formatted(extension, version);
    if (!preloaded) {
      return new ServerDecision.Refuse(
          "found %s, installed but not loaded: set shared_preload_libraries = 'timescaledb' in postgresql.conf and restart the server"
              .formatted(server));
    }
    if (ExtensionVersion.parse(extension).compareTo(OLDEST_TIMESCALEDB) < 0) {
      return new ServerDecision.Refuse(
          "found %s: %s or newer is needed; %s"
              .formatted(server, OLDEST_TIMESCALEDB, howToUpdate()));
    }
    if ("apache".equals(license)) {
      return new ServerDecision.Refuse(
          "found %s, Apache-licensed (timescaledb.license = 'apache'), which has no columnstore and no continuous aggregates: install the community edition, or set timescaledb.license = 'timescale' if it is one"
              .formatted(server));
    }
    return new ServerDecision.Usable(Flavour.TIMESCALEDB, server, createdExtension == null);
  }

  private String howToUpdate() {
    boolean newerIsInstalled =
        createdExtension != null
            && availableExtension != null
            && ExtensionVersion.parse(availableExtension).compareTo(OLDEST_TIMESCALEDB) >= 0;
    return newerIsInstalled
        ? "%s is installed, so run ALTER EXTENSION timescaledb UPDATE in this database in a new session"
            .formatted(availableExtension)
        : "install it on the server";
  }
}
