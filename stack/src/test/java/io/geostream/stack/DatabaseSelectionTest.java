package io.geostream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSelectionTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "auto", "AUTO"})
  void isTheBestOfAllKindsByDefault(String text) {
    assertThat(parse(text)).isEqualTo(DatabaseSelection.AUTO);
    assertThat(((DatabaseSelection.Started) DatabaseSelection.AUTO).kinds())
        .containsExactly(DatabaseKind.NATIVE, DatabaseKind.DOCKER, DatabaseKind.EMBEDDED);
  }

  @ParameterizedTest
  @CsvSource({"native, NATIVE", "docker, DOCKER", "Docker, DOCKER", "embedded, EMBEDDED"})
  void isOneKindByItsName(String text, DatabaseKind kind) {
    assertThat(parse(text)).isEqualTo(DatabaseSelection.of(kind));
    assertThat(kind).hasToString(text.toLowerCase(java.util.Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db:5433/weather?ssl=true",
        "postgresql://db:5433/weather?ssl=true",
        "postgres://db:5433/weather?ssl=true"
      })
  void isADatabaseByItsUrl(String url) {
    String jdbc = "jdbc:postgresql://db:5433/weather?ssl=true";
    assertThat(DatabaseSelection.parse(url, Optional.of("me"), Optional.of("secret")))
        .isEqualTo(new DatabaseLogin(jdbc, "me", Optional.of("secret")));
    assertThat(parse(url))
        .isEqualTo(new DatabaseLogin(jdbc, DatabaseSelection.DEFAULT_USER, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oracle",
        "given",
        "jdbc:mysql://db/hush",
        "jdbc:postgresql:hush",
        "postgres://me:hush@db/x",
        "jdbc:postgresql://me@db/hush",
        "jdbc:postgresql://db/x?user=hush",
        "jdbc:postgresql://db/x?ssl=true&password=hush"
      })
  void refusesAnythingElseAndLoginsInUrlsWithoutRepeatingThem(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hush");
  }

  @Test
  void keepsThePasswordOutOfMessages() {
    assertThat(new DatabaseLogin("jdbc:postgresql://db/x", "me", Optional.of("secret")).toString())
        .doesNotContain("secret");
  }

  private static DatabaseSelection parse(String text) {
    return DatabaseSelection.parse(text, Optional.empty(), Optional.empty());
  }
}
