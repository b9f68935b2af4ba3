package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Sql;
import io.geostream.stack.Database;
import io.geostream.stack.testing.OwnServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;

/**
 * A server that acknowledges commits before it has written them ({@code synchronous_commit = off}),
 * and loses in a crash what it was made to keep in memory. Its WAL writer is frozen for that: the
 * settings alone leave it to chance what is written.
 */
final class ForgetfulServer implements AutoCloseable {

  /** No other process writes WAL by itself. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "synchronous_commit",
          "off",
          "wal_writer_delay",
          "10s",
          "bgwriter_lru_maxpages",
          "0",
          "autovacuum",
          "off");

  private static final String CANARY = "written_in_memory";

  private final OwnServer server;
  private final Sql sql;

  private ForgetfulServer(OwnServer server) {
    this.server = server;
    this.sql = new Sql(server.database()::connect);
  }

  static ForgetfulServer start() {
    return new ForgetfulServer(OwnServer.startOnThisMachine(SETTINGS));
  }

  OwnServer server() {
    return server;
  }

  Database database() {
    return server.database();
  }

  /** What is committed by now survives a crash; what is committed from now on does not. */
  void keepsInMemory() throws SQLException, IOException, InterruptedException {
    sql.run("CREATE TABLE %s ()".formatted(CANARY), "CHECKPOINT");
    long writer = sql.number("SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'");
    Process kill = new ProcessBuilder("sh", "-c", "kill -STOP " + writer).inheritIO().start();
    assertThat(kill.waitFor()).as("exit code of kill").isZero();
  }

  /** Crashes and starts again: a commit just before the crash is lost. */
  void crashes() throws SQLException {
    sql.run("INSERT INTO %s DEFAULT VALUES".formatted(CANARY));
    server.processes().kill();
    server.processes().start();
    assertThat(sql.number("SELECT count(*) FROM " + CANARY))
        .as("a commit that the server still remembers")
        .isZero();
  }

  @Override
  public void close() {
    server.close();
  }
}
