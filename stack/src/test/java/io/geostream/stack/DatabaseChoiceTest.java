package io.geostream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DatabaseChoiceTest {
  private static final DatabaseSource NOT_TO_BE_ASKED =
      new Source(
          DatabaseKind.EMBEDDED,
          () -> {
            throw new AssertionError("a worse source was looked at");
          });

  @Test
  void takesTheFirstThatIsThereAndSaysWhyTheBetterOnesAreNot() {
    Database taken =
        DatabaseChoice.start(
            List.of(
                missing(DatabaseKind.GIVEN, "no URL given"),
                missing(DatabaseKind.NATIVE, "nothing installed"),
                found(DatabaseKind.DOCKER, "image x"),
                NOT_TO_BE_ASKED));
    assertThat(taken.description()).isEqualTo("docker image x (no URL given; nothing installed)");
  }

  @Test
  void goesOnWhenOneDoesNotStart() {
    Database taken =
        DatabaseChoice.start(
            List.of(
                broken(DatabaseKind.NATIVE, "PostgreSQL 15", "disk full"),
                found(DatabaseKind.EMBEDDED, "archive")));
    assertThat(taken.description())
        .isEqualTo("embedded archive (PostgreSQL 15 does not start (disk full))");
  }

  @Test
  void takesNoOtherInPlaceOfAGivenOne() {
    assertThatThrownBy(
            () ->
                DatabaseChoice.start(
                    List.of(
                        broken(DatabaseKind.GIVEN, "database x", "connection refused"),
                        NOT_TO_BE_ASKED)))
        .isInstanceOf(StackException.class)
        .hasMessage("connection refused");
  }

  @Test
  void saysAllReasonsWhenThereIsNone() {
    assertThatThrownBy(
            () ->
                DatabaseChoice.start(
                    List.of(
                        missing(DatabaseKind.DOCKER, "no engine"),
                        missing(DatabaseKind.EMBEDDED, "no archive"))))
        .hasMessage("no database could be had: no engine; no archive");
  }

  @Test
  void refusesAGivenAddressOfAnotherKindOfDatabase() {
    assertThatThrownBy(() -> new GivenDatabase("jdbc:mysql://db/x", "me", Optional.empty()))
        .hasMessageContaining("jdbc:mysql://db/x");
  }

  @Test
  void keepsThePasswordOutOfMessages() {
    assertThat(new GivenDatabase("jdbc:postgresql://db/x", "me", Optional.of("secret")).toString())
        .doesNotContain("secret");
  }

  private static DatabaseSource missing(DatabaseKind kind, String why) {
    return new Source(kind, () -> new DatabaseSource.Missing(why));
  }

  private static DatabaseSource found(DatabaseKind kind, String what) {
    return new Source(kind, () -> new DatabaseSource.Found(what, FakeDatabase::new));
  }

  private static DatabaseSource broken(DatabaseKind kind, String what, String why) {
    return new Source(
        kind,
        () ->
            new DatabaseSource.Found(
                what,
                description -> {
                  throw new StackException(why);
                }));
  }

  private record Source(DatabaseKind kind, java.util.function.Supplier<Finding> finder)
      implements DatabaseSource {
    @Override
    public Finding find() {
      return finder.get();
    }
  }

  private record FakeDatabase(String description) implements Database {
    @Override
    public String jdbcUrl() {
      return "jdbc:postgresql://nowhere/x";
    }

    @Override
    public String user() {
      return "nobody";
    }

    @Override
    public Optional<String> password() {
      return Optional.empty();
    }

    @Override
    public boolean timescale() {
      return false;
    }

    @Override
    public Optional<ControllableServer> server() {
      return Optional.empty();
    }

    @Override
    public Connection connect() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Database createDatabase(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
