package io.geostream.common.mapping.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.Mapping;

/** Small files, and what is wrong with them. */
final class MappingTexts {

  private static final String COLUMNS =
      """
      table: plant.metrics
      time: time
      columns:
        time: {type: timestamptz}
      """;

  private MappingTexts() {}

  /** A file with a column {@code a} on line 5; a pilcrow stands for the end of a line. */
  static String withColumn(String words) {
    return COLUMNS + "  a: " + lines(words) + "\n";
  }

  /** A file with columns {@code a} and {@code b}, and a word on line 7. */
  static String withWord(String word) {
    return withColumn("{type: text}") + "  b: {type: real, required: true}\n" + lines(word) + "\n";
  }

  /** Column {@code a} with these words. */
  static Column column(String words) {
    return parse(withColumn(words)).column("a");
  }

  static Mapping parse(String yaml) {
    return MappingFile.parse("plant.yaml", yaml);
  }

  static String lines(String text) {
    return text.replace("¶", "\n");
  }

  static void assertFault(String yaml, int line, String message) {
    assertThat(catchThrowableOfType(MappingException.class, () -> parse(yaml)))
        .as(yaml)
        .hasMessage("plant.yaml:" + line + ": " + message);
  }
}
