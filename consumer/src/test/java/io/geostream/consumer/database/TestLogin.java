package io.geostream.consumer.database;

import io.geostream.consumer.settings.DatabaseAddress;
import io.geostream.stack.Database;
import java.util.Map;

/** Logs in to the database of a test as its own user. */
public final class TestLogin {

  private TestLogin() {}

  /** By the database's own URL. */
  public static Login to(Database database) {
    return to(database, database.jdbcUrl());
  }

  /** By another URL that leads there. */
  public static Login to(Database database, String url) {
    return new Login(
        DatabaseAddress.of(
            url,
            database.user(),
            database.password().map(it -> Map.of("DATABASE_PASSWORD", it)).orElse(Map.of())));
  }
}
