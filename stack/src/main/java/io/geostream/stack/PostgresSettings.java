package io.geostream.stack;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a cluster of ours is set to: a small machine, this machine only, and workers enough for the
 * policies of many databases.
 */
final class PostgresSettings {
  private PostgresSettings() {}

  /**
   * The lines for the end of postgresql.conf, where the last one of a name counts.
   *
   * @param fileSettings lines taken over as they are
   * @param settings over all the others, except for where the server listens
   */
  static String of(int port, boolean timescale, String fileSettings, Map<String, String> settings) {
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
                "listen_addresses", "127.0.0.1",
                "port", Integer.toString(port),
                // Over TCP the password is asked for; a socket would be one more door.
                "unix_socket_directories", ""));
    if (timescale) {
      ours.put("timescaledb.max_background_workers", "32");
      fixed.put("shared_preload_libraries", "timescaledb");
      fixed.put("timescaledb.telemetry_level", "off");
    }
    return lines(ours) + fileSettings + "\n" + lines(new TreeMap<>(settings)) + lines(fixed);
  }

  private static String lines(Map<String, String> settings) {
    StringBuilder lines = new StringBuilder();
    settings.forEach(
        (name, value) ->
            lines.append(name).append(" = '").append(value.replace("'", "''")).append("'\n"));
    return lines.toString();
  }
}
