package io.geostream.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  private static final List<String> NAMES = List.of("columns", "column", "key", "a");

  @ParameterizedTest
  @CsvSource({
    "colums, columns",
    "Columnz, columns",
    "colunm s,",
    "columm, column",
    "kye,",
    "KEYS, key",
    "kez, key",
    "b,",
    "A, a",
    "'',"
  })
  void findsTheNearestNameThatMissesAQuarterOfItsLetters(String word, String name) {
    assertThat(Spelling.nearest(word, NAMES).orElse(null)).isEqualTo(name);
  }
}
