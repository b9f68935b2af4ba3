package io.geostream.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of our clusters: for a small machine, local access only, and enough workers for the
 * policies of many databases.
 */
final class PostgresSettings {
  /** What a cluster is made with, beside its folder and the file with its password. */
  static final List<String> INITDB =
      List.of(
          "--username=postgres",
          "--auth=scram-sha-256",
          "--encoding=UTF8",
          "--locale=C",
          "--no-sync",
          "--no-instructions");

  private PostgresSettings() {}

  /**
   * The lines for the end of postgresql.conf, where the last one of a name counts: ours, those of
   * the request's file, the request's own, and where the server listens.
   *
   * @param listen its addresses
   * @param timescale whether it has the extension
   * @throws StackException if the request's file cannot be read
   */
  static String of(String listen, int port, boolean timescale, DatabaseRequest request) {
    Map<String, String> ours =
        new TreeMap<>(
            Map.of(
                "max_connections", "100",
                "shared_buffers", "256MB",
                "max_wal_size", "2GB",
                "max_worker_processes", "48",
                // TimescaleDB needs several locks a chunk.
                "max_locks_per_transaction", "256",
                "log_line_prefix", "%m [%p] "));
    Map<String, String> fixed =
        new TreeMap<>(
            Map.of(
                "listen_addresses",
                listen,
                "port",
                Integer.toString(port),
                // TCP asks for the password; a socket would be one more way in.
                "unix_socket_directories",
                ""));
    if (timescale) {
      ours.put("timescaledb.max_background_workers", "32");
      fixed.put("shared_preload_libraries", "timescaledb");
      fixed.put("timescaledb.telemetry_level", "off");
    }
    String fromFile = request.settingsFile().map(PostgresSettings::read).orElse("");
    return lines(ours) + fromFile + "\n" + lines(new TreeMap<>(request.settings())) + lines(fixed);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new StackException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static String lines(Map<String, String> settings) {
    StringBuilder lines = new StringBuilder();
    settings.forEach(
        (name, value) ->
            lines.append(name).append(" = '").append(value.replace("'", "''")).append("'\n"));
    return lines.toString();
  }
}
