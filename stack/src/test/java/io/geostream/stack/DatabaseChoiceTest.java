package io.geostream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.util.ArrayList;
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
                missing(DatabaseKind.NATIVE, "nothing installed"),
                found(DatabaseKind.DOCKER, "image x"),
                NOT_TO_BE_ASKED),
            DatabaseChoiceTest::noLineExpected);
    assertThat(taken.description()).isEqualTo("docker image x (nothing installed)");
  }

  @Test
  void goesOnWhenOneDoesNotStartAndSaysWhyInALine() {
    List<String> lines = new ArrayList<>();
    Database taken =
        DatabaseChoice.start(
            List.of(
                broken(DatabaseKind.DOCKER, "image x", StackException.withLog("disk full", "a\nb")),
                found(DatabaseKind.EMBEDDED, "archive")),
            lines::add);
    assertThat(lines).containsExactly("image x does not start (disk full)");
    assertThat(taken.description())
        .isEqualTo("embedded archive (image x does not start (disk full))");
  }

  @Test
  void takesNoOtherInPlaceOfTheOnlyOne() {
    assertThatThrownBy(
            () ->
                DatabaseChoice.start(
                    List.of(
                        broken(
                            DatabaseKind.DOCKER,
                            "image x",
                            StackException.withLog("disk full", "a\nb"))),
                    DatabaseChoiceTest::noLineExpected))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("image x does not start (disk full")
        .hasMessageContaining("a\nb");
  }

  @Test
  void goesOnWithNoOtherWhenItIsInterrupted() {
    DatabaseSource interrupted =
        new Source(
            DatabaseKind.DOCKER,
            () ->
                new DatabaseSource.Found(
                    "image x",
                    description -> {
                      Thread.currentThread().interrupt();
                      throw new StackException("interrupted");
                    }));
    try {
      assertThatThrownBy(
              () ->
                  DatabaseChoice.start(
                      List.of(interrupted, NOT_TO_BE_ASKED), DatabaseChoiceTest::noLineExpected))
          .hasMessage("interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void saysAllReasonsWhenThereIsNone() {
    assertThatThrownBy(
            () ->
                DatabaseChoice.start(
                    List.of(
                        missing(DatabaseKind.DOCKER, "no engine"),
                        missing(DatabaseKind.EMBEDDED, "no archive")),
                    DatabaseChoiceTest::noLineExpected))
        .hasMessage("no database could be had: no engine; no archive");
  }

  private static void noLineExpected(String line) {
    throw new AssertionError(line);
  }

  private static DatabaseSource missing(DatabaseKind kind, String why) {
    return new Source(kind, () -> new DatabaseSource.Missing(why));
  }

  private static DatabaseSource found(DatabaseKind kind, String what) {
    return new Source(kind, () -> new DatabaseSource.Found(what, FakeDatabase::new));
  }

  private static DatabaseSource broken(DatabaseKind kind, String what, StackException why) {
    return new Source(
        kind,
        () ->
            new DatabaseSource.Found(
                what,
                description -> {
                  throw why;
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
