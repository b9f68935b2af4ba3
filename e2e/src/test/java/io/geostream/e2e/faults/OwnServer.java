package io.geostream.e2e.faults;

import io.geostream.stack.ControllableServer;
import io.geostream.stack.Database;
import io.geostream.stack.DatabaseRequest;
import io.geostream.stack.Databases;
import io.geostream.stack.OwnFolder;
import java.util.Map;
import java.util.TreeMap;

/** A database server of one scenario, to break. */
record OwnServer(OwnFolder folder, Database database) implements AutoCloseable {

  /** With no settings of its own. */
  static OwnServer start() {
    return start(Map.of());
  }

  /** With these in its postgresql.conf. */
  static OwnServer start(Map<String, String> settings) {
    OwnFolder folder = OwnFolder.temporary();
    // The processes are killed, not the machine: what is written survives without fsync.
    Map<String, String> all = new TreeMap<>(Map.of("fsync", "off"));
    all.putAll(settings);
    return new OwnServer(
        folder, Databases.start(DatabaseRequest.in(folder.path()).withSettings(all)));
  }

  /** The handle on its processes. */
  ControllableServer processes() {
    return database.server().orElseThrow();
  }

  @Override
  public void close() {
    database.close();
    folder.close();
  }
}
