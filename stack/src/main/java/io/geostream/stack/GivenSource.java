package io.geostream.stack;

import java.util.Optional;

/** The database whose address somebody gave. */
record GivenSource(Optional<GivenDatabase> given) implements DatabaseSource {
  @Override
  public DatabaseKind kind() {
    return DatabaseKind.GIVEN;
  }

  @Override
  public Finding find() {
    return given
        .<Finding>map(
            database ->
                new Found("database " + database.jdbcUrl(), what -> connect(database, what)))
        .orElseGet(() -> new Missing("no URL given"));
  }

  private static Database connect(GivenDatabase given, String description) {
    return PostgresDatabase.of(given, description, Optional.empty(), () -> {});
  }
}
