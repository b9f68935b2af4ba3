package io.geostream.sql;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Finds out whether a server can be used.
 *
 * @param allowPlainPostgresql whether one without the TimescaleDB extension is accepted
 */
record ServerCheck(boolean allowPlainPostgresql) {

  static final String CREATE_EXTENSION = "CREATE EXTENSION IF NOT EXISTS timescaledb";

  /** Makes the extension in the database, if the server has it. */
  ServerDecision.Usable withExtensionMade(Locks locks) throws SQLException, SchemaRefusedException {
    Connection connection = locks.statements().connection();
    ServerDecision.Usable server = decide(connection);
    if (lacksExtension(server)) {
      createExtension(locks);
      // Only the extension itself knows its license.
      return decide(connection);
    }
    return server;
  }

  /** Changes nothing. */
  ServerDecision.Usable asItIs(Connection connection) throws SQLException, SchemaRefusedException {
    ServerDecision.Usable server = decide(connection);
    if (lacksExtension(server)) {
      throw new SchemaRefusedException(
          "found %s, but the extension is not created in this database: run `migrate`, or CREATE EXTENSION timescaledb"
              .formatted(server.server()));
    }
    return server;
  }

  static boolean lacksExtension(ServerDecision.Usable server) {
    return server instanceof ServerDecision.UseTimescaleDb timescaleDb && !timescaleDb.created();
  }

  /** The same, whether or not the extension is created in the database. */
  ServerDecision.Usable decide(Connection connection) throws SQLException, SchemaRefusedException {
    ServerDecision decision = DatabaseProbe.probe(connection).decide(allowPlainPostgresql);
    if (decision instanceof ServerDecision.Usable usable) {
      return usable;
    }
    throw new SchemaRefusedException(((ServerDecision.Refuse) decision).line());
  }

  private static void createExtension(Locks locks) throws SQLException, SchemaRefusedException {
    try {
      locks.untilDone(() -> locks.statements().execute(CREATE_EXTENSION));
    } catch (SQLException e) {
      throw SqlFaults.refusal(
          "CREATE EXTENSION timescaledb (an administrator can run it in this database)", e);
    }
  }
}
