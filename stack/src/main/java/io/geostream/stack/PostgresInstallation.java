package io.geostream.stack;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Programs of a PostgreSQL server.
 *
 * @param bin the folder with initdb, pg_ctl and postgres
 * @param version such as 15.13
 * @param timescaleVersion the extension's default version; empty when it is not installed
 */
record PostgresInstallation(Path bin, String version, Optional<String> timescaleVersion) {
  String describe() {
    return "PostgreSQL "
        + version
        + timescaleVersion.map(timescale -> " with TimescaleDB " + timescale).orElse("")
        + " in "
        + bin;
  }
}
