package io.geostream.stack;

import java.util.Optional;

/**
 * A database that is there already.
 *
 * @param jdbcUrl {@code jdbc:postgresql://…}, without credentials
 * @param user a role that may create databases, if any are to be created
 * @param password empty where the server asks for none
 */
public record GivenDatabase(String jdbcUrl, String user, Optional<String> password) {
  /** Refuses an address that is not PostgreSQL's. */
  public GivenDatabase {
    if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "the database's address must start with jdbc:postgresql:, and not be " + jdbcUrl);
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return user + " at " + jdbcUrl;
  }
}
