package io.geostream.common.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.decode.ErrorCode;
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
  void theNumbersAreDocumentedAsTheyAre() throws IOException {
    String table =
        NumericField.ALL.stream()
            .map(DocumentedReadingTest::row)
            .collect(
                Collectors.joining(
                    "",
                    "| field | unit | smallest | largest | counts as |\n|---|---|---|---|---|\n",
                    ""));
    DocumentSection.of(DOCUMENT, "numbers").assertIs(table);
  }

  private static String row(NumericField field) {
    return String.format(
        Locale.ROOT,
        "| `%s` | %s | %.0f | %.0f | %s |%n",
        field.column(),
        field.unit(),
        field.min(),
        field.max(),
        field.kind().name().toLowerCase(Locale.ROOT));
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
