package io.geostream.stack;

import java.util.Optional;

/**
 * A database and the role that uses it. As a {@link DatabaseSelection} it is a database that exists
 * already.
 *
 * @param jdbcUrl {@code jdbc:postgresql://…}, without credentials
 * @param user a role that may create databases, if any are to be created
 * @param password empty where the server asks for none
 */
public record DatabaseLogin(String jdbcUrl, String user, Optional<String> password)
    implements DatabaseSelection {
  /** Without the password. */
  @Override
  public String toString() {
    return user + " at " + jdbcUrl;
  }
}
