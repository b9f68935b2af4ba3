package io.geostream.consumer.settings;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * Where the database is, and who we are there. Its text is host, port and database, nothing else.
 *
 * @param place {@code host:port/database}, or several hosts
 * @param parameters the driver's; there may be secrets in them
 * @param user who logs in
 * @param password of that user
 */
public record DatabaseAddress(
    String place, Map<String, String> parameters, String user, DatabasePassword password) {

  /** How messages name the setting of the URL. */
  public static final String SETTING = "--database-url (DATABASE_URL)";

  /** Who logs in if neither the URL nor a setting says. */
  static final String DEFAULT_USER = "timeseries";

  public DatabaseAddress {
    parameters = Map.copyOf(parameters);
  }

  /**
   * Reads a URL.
   *
   * @param user wins over the URL's
   * @param environment the process's variables, for the password
   * @throws io.geostream.common.settings.SettingException if the URL or a parameter of it cannot be
   *     used, or a file cannot be read
   */
  public static DatabaseAddress of(
      String url, @Nullable String user, Map<String, String> environment) {
    DatabaseUrl parsed = DatabaseUrl.parse(url);
    String name = user != null ? user : parsed.user() != null ? parsed.user() : DEFAULT_USER;
    return new DatabaseAddress(
        parsed.place().toString(),
        parsed.parameters(),
        name,
        DatabasePassword.of(environment, parsed.password()));
  }

  /** For the driver, which logs it: without parameters. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + place;
  }

  /**
   * How long connecting and logging in may take together, if the URL limits it; zero is no limit.
   */
  public Optional<Duration> loginTimeout() {
    return Optional.ofNullable(parameters.get(PGProperty.LOGIN_TIMEOUT.getName()))
        .map(seconds -> Duration.ofMillis((long) (Double.parseDouble(seconds) * 1_000)));
  }

  @Override
  public String toString() {
    return place;
  }
}
