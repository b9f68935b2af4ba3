package io.geostream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcUrlsTest {
  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db:5432/old,             jdbc:postgresql://db:5432/new",
    "jdbc:postgresql://db:5432/old?ssl=true&a=/, jdbc:postgresql://db:5432/new?ssl=true&a=/",
    "jdbc:postgresql://db,                      jdbc:postgresql://db/new",
    "jdbc:postgresql://[::1]:5432/,             jdbc:postgresql://[::1]:5432/new",
    "jdbc:postgresql:old,                       jdbc:postgresql://localhost/new"
  })
  void changesTheDatabaseAndNothingElse(String url, String expected) {
    assertThat(JdbcUrls.withDatabase(url, "new")).isEqualTo(expected);
  }
}
