package io.geostream.common.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.file.MappingFile;
import io.geostream.common.testing.DocumentSection;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DocumentedReadingTest {

  private static final String DOCUMENT = "docs/reading.md";
  private static final Pattern CODE_ROW =
      Pattern.compile("^\\| `([a-z-]+)` \\|", Pattern.MULTILINE);

  @Test
  void theNumbersAreDocumentedAsTheMappingHasThem() throws IOException {
    Mapping mapping = MappingFile.builtIn();
    String table =
        mapping.columns().stream()
            .filter(column -> column.type().isNumber())
            .map(column -> row(column, mapping.anyOf().contains(column.name())))
            .collect(
                Collectors.joining(
                    "", "| field | smallest | largest | counts as |\n|---|---|---|---|\n", ""));
    DocumentSection.of(DOCUMENT, "numbers").assertIs(table);
  }

  private static String row(Column column, boolean isMeasurement) {
    return String.format(
        Locale.ROOT,
        "| `%s` | %s | %s | %s |%n",
        column.name(),
        column.range().least().orElseThrow(),
        column.range().most().orElseThrow(),
        isMeasurement ? "measurement" : "position");
  }

  @Test
  void everyErrorCodeIsDocumentedAndNoOther() throws IOException {
    String document = DocumentSection.of(DOCUMENT, "numbers").wholeDocument();
    List<String> documented =
        CODE_ROW
            .matcher(document.substring(document.indexOf("## Error codes")))
            .results()
            .map(row -> row.group(1))
            .toList();
    assertThat(documented)
        .containsExactlyElementsOf(Arrays.stream(ErrorCode.values()).map(ErrorCode::word).toList());
  }
}
