package io.geostream.demo.page;

import io.geostream.stack.Database;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A reader that is there again after an outage. For one thread. */
final class Reconnecting implements AutoCloseable {

  private final Database database;
  private @Nullable TableReader reader;

  Reconnecting(Database database) {
    this.database = database;
  }

  /** The reader, connected if it is not yet. */
  TableReader open() throws SQLException {
    TableReader open = reader;
    if (open == null) {
      open = TableReader.open(database);
      reader = open;
    }
    return open;
  }

  /** After a fault: the next one reconnects. */
  void disconnect() {
    try {
      close();
    } catch (SQLException alreadyBroken) {
      reader = null;
    }
  }

  @Override
  public void close() throws SQLException {
    TableReader open = reader;
    reader = null;
    if (open != null) {
      open.close();
    }
  }
}
