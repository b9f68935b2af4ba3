package io.geostream.e2e.faults;

import io.geostream.stack.ControllableServer;
import io.geostream.stack.Database;
import io.geostream.stack.StandbyServer;
import io.geostream.stack.testing.OwnServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** A primary and its standby, as one database under an address with two hosts. */
record FailoverPair(OwnServer primary, StandbyServer standby) implements Database {

  /** The standby streams already. */
  static FailoverPair start() {
    OwnServer primary = OwnServer.startOnThisMachine(Map.of());
    try {
      return new FailoverPair(primary, StandbyServer.of(primary.database()));
    } catch (RuntimeException e) {
      primary.close();
      throw e;
    }
  }

  /** From now on nothing reaches the standby; what was committed before is there. */
  void standbyLags() throws SQLException {
    standby.awaitCaughtUp(primary.database());
    standby.lags();
  }

  /** The primary is gone for good, and its standby takes over. */
  void failsOver() throws SQLException {
    primary.processes().kill();
    standby.promote();
  }

  /** Both hosts. */
  @Override
  public String jdbcUrl() {
    String first = primary.database().jdbcUrl();
    String second = standby.database().jdbcUrl();
    String host = second.substring("jdbc:postgresql://".length(), second.lastIndexOf('/'));
    int slash = first.lastIndexOf('/');
    return first.substring(0, slash) + "," + host + first.substring(slash);
  }

  @Override
  public String user() {
    return primary.database().user();
  }

  @Override
  public Optional<String> password() {
    return primary.database().password();
  }

  @Override
  public boolean timescale() {
    return primary.database().timescale();
  }

  @Override
  public String description() {
    return primary.database().description();
  }

  @Override
  public Optional<ControllableServer> server() {
    return Optional.empty();
  }

  /** To the one that is primary now. */
  @Override
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(
        jdbcUrl() + "?targetServerType=primary&hostRecheckSeconds=0",
        user(),
        password().orElse(null));
  }

  @Override
  public Database createDatabase(String name) throws SQLException {
    throw new SQLException("a pair of servers has one database");
  }

  @Override
  public void close() {
    standby.close();
    primary.close();
  }
}
