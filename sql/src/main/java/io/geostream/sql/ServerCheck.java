package io.geostream.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Finds out whether a server can be used.
 *
 * @param allowPlainPostgresql whether one without the TimescaleDB extension is accepted
 */
record ServerCheck(boolean allowPlainPostgresql) {

  /** Made in the first schema of the search path. */
  static final Change EXTENSION =
      new Change(
          "the extension (an administrator can run CREATE EXTENSION timescaledb in this database)",
          List.of("CREATE EXTENSION IF NOT EXISTS timescaledb"));

  /** Refuses a database without the extension, if the server has it. */
  ServerDecision.Usable asItIs(Connection connection) throws SQLException, SchemaRefusedException {
    ServerDecision.Usable server = decide(connection);
    if (server.lacksExtension()) {
      throw new SchemaRefusedException(
          "found %s, but the extension is not created in this database: run `migrate`, or CREATE EXTENSION timescaledb"
              .formatted(server.server()));
    }
    return server;
  }

  /** Accepts a usable server, whether or not the extension is created in the database. */
  ServerDecision.Usable decide(Connection connection) throws SQLException, SchemaRefusedException {
    ServerDecision decision = DatabaseProbe.probe(connection).decide(allowPlainPostgresql);
    if (decision instanceof ServerDecision.Usable usable) {
      return usable;
    }
    throw new SchemaRefusedException(((ServerDecision.Refuse) decision).line());
  }
}
