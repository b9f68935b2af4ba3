package io.geostream.stack.testing;

import io.geostream.stack.ControllableServer;
import io.geostream.stack.Database;
import io.geostream.stack.DatabaseKind;
import io.geostream.stack.DatabaseSelection;
import io.geostream.stack.Databases;
import io.geostream.stack.OwnFolder;
import java.util.Map;

/**
 * A database server of one test, to break or to set otherwise; of the kind that {@code -Ddatabase}
 * selects. Where that is the URL of a database, the test is skipped with a printed reason.
 */
public record OwnServer(OwnFolder folder, Database database) implements AutoCloseable {

  /** With no settings of its own. */
  public static OwnServer start() {
    return start(Map.of());
  }

  /**
   * With these in its postgresql.conf. Its processes are killed, not the machine: what is written
   * survives without fsync, which is off.
   */
  public static OwnServer start(Map<String, String> settings) {
    if (!(DatabaseProperty.selection() instanceof DatabaseSelection.Started)) {
      SkippedTests.skipThisOne(
          "needs a database server of its own, and -Ddatabase names one that is in use");
    }
    OwnFolder folder = OwnFolder.temporary();
    try {
      return new OwnServer(
          folder, Databases.start(DatabaseProperty.request(folder.path(), settings)));
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /**
   * The same for a test that needs more of the server than its handle gives: its files and the
   * numbers of its processes. Where it would be a container, the test is skipped with a printed
   * reason.
   */
  public static OwnServer startOnThisMachine(Map<String, String> settings) {
    OwnServer server = start(settings);
    if (server.database().description().startsWith(DatabaseKind.DOCKER + " ")) {
      server.close();
      SkippedTests.skipThisOne("needs a database server that runs on this machine itself");
    }
    return server;
  }

  /** The handle on its processes. */
  public ControllableServer processes() {
    return database.server().orElseThrow();
  }

  @Override
  public void close() {
    database.close();
    folder.close();
  }
}
