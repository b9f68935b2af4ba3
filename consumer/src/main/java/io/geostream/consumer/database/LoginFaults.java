package io.geostream.consumer.database;

import io.geostream.common.settings.SettingException;
import io.geostream.consumer.settings.DatabaseAddress;
import io.geostream.consumer.settings.DatabasePassword;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.SslMode;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/** What a failed connection reveals about settings and servers. */
final class LoginFaults {

  /** The class of wrong passwords, and of roles that may not log in. */
  private static final String REFUSED_LOGIN = "28";

  private static final String NO_SUCH_ACCESS = "28000";

  /**
   * Errors of the driver itself: TLS or a login method that one side lacks, no password, an invalid
   * value of a parameter.
   */
  private static final Set<String> OF_THE_DRIVER = Set.of("08004", "22023");

  private static final String QUESTION =
      "SELECT pg_is_in_recovery(), current_setting('transaction_read_only')::boolean";

  private final Connecting server;

  /** Makes a connection. */
  interface Connecting {
    Connection connect(Properties properties) throws SQLException;
  }

  LoginFaults(Connecting server) {
    this.server = server;
  }

  /** Whether the server refused who we are. */
  static boolean isRefusedLogin(SQLException fault) {
    return fault.getSQLState() != null && fault.getSQLState().startsWith(REFUSED_LOGIN);
  }

  /** Whether a retry cannot fix it. */
  static boolean isAboutSettings(SQLException fault) {
    return !isOfServer(fault)
        && (OF_THE_DRIVER.contains(String.valueOf(fault.getSQLState()))
            || fault.getCause() instanceof IllegalArgumentException);
  }

  private static boolean isOfServer(SQLException fault) {
    return fault instanceof PSQLException server && server.getServerErrorMessage() != null;
  }

  /** The setting that has to change. */
  static SettingException setting(SQLException fault, boolean hasPassword) {
    return hasPassword
        ? new SettingException(DatabaseAddress.SETTING, String.valueOf(fault.getMessage()))
        : new SettingException(
            DatabaseAddress.SETTING + " or " + DatabasePassword.VARIABLE + " (none is set)",
            String.valueOf(fault.getMessage()));
  }

  /**
   * The fault, with its cause where the driver does not name it.
   *
   * @param properties of the driver for this attempt
   * @param nanos how long the attempt took
   */
  SQLException explained(SQLException fault, Properties properties, long nanos) {
    if (isRefusedLogin(fault)) {
      return refusedLogin(fault, properties);
    }
    // The driver's own timeout looks the same.
    double timeout = loginTimeout(properties);
    boolean isOverdue = timeout > 0 && nanos >= timeout * TimeUnit.SECONDS.toNanos(1);
    boolean noPrimary =
        PSQLState.CONNECTION_UNABLE_TO_CONNECT.getState().equals(fault.getSQLState())
            && fault.getCause() == null
            && !isOfServer(fault)
            && !isOverdue;
    return noPrimary ? noPrimary(fault, properties) : fault;
  }

  private static SQLException refusedLogin(SQLException fault, Properties properties) {
    String message = String.valueOf(fault.getMessage());
    if (fault.getSuppressed().length > 0) {
      message += "; " + fault.getSuppressed()[0].getMessage();
    }
    if (NO_SUCH_ACCESS.equals(fault.getSQLState()) && isWithoutTls(properties)) {
      message += "; sslmode=disable keeps the driver from TLS, which the server may ask for";
    }
    return new SQLException(message, fault.getSQLState(), fault);
  }

  private static boolean isWithoutTls(Properties properties) {
    return SslMode.DISABLE.value.equals(PGProperty.SSL_MODE.getOrDefault(properties));
  }

  /** In seconds; 0 for none. */
  private static double loginTimeout(Properties properties) {
    String seconds = PGProperty.LOGIN_TIMEOUT.getOrDefault(properties);
    return seconds == null ? 0 : Double.parseDouble(seconds);
  }

  /** Asks a read-only server for the reason. */
  private SQLException noPrimary(SQLException fault, Properties properties) {
    Properties any = new Properties();
    any.putAll(properties);
    PGProperty.TARGET_SERVER_TYPE.set(any, "any");
    try (Connection connection = server.connect(any);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUESTION)) {
      row.next();
      if (row.getBoolean(1)) {
        return readOnly("the server is a standby; name its primary, or promote it", fault);
      }
      return row.getBoolean(2)
          ? readOnly(
              "the database is read-only for this role: default_transaction_read_only is on for the role, the database or"
                  + " the server",
              fault)
          : fault;
    } catch (SQLException unknown) {
      return fault;
    }
  }

  private static SQLException readOnly(String message, SQLException fault) {
    return new SQLException(message, Connections.READ_ONLY, fault);
  }
}
