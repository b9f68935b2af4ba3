package io.geostream.common.mapping.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.OnConflict;
import io.geostream.common.mapping.TimeFormat;
import io.geostream.common.testing.DocumentSection;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/mapping.md says of the words of a mapping, and its example. */
class DocumentedMappingTest {

  private static final String DOCUMENT = "docs/mapping.md";
  private static final Pattern YAML =
      Pattern.compile("^```yaml\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern QUOTED_FILE =
      Pattern.compile(
          "^<!-- from: (\\S+) -->\\n```\\w*\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

  /** The first cell of rows, of a table with nothing else in such cells. */
  private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);

  private final String document;

  DocumentedMappingTest() throws IOException {
    document = DocumentSection.of(DOCUMENT, "").wholeDocument();
  }

  @Test
  void everyWordIsDocumentedAndNoOther() {
    assertThat(table("## The file")).containsExactlyElementsOf(MappingReader.WORDS);
    assertThat(table("### Columns")).containsExactlyElementsOf(ColumnReader.WORDS);
    assertThat(table("| word of `hypertable`")).containsExactlyElementsOf(HypertableReader.WORDS);
  }

  @Test
  void everySourceIsDocumentedAndNoOther() {
    assertThat(table("### Sources"))
        .filteredOn(source -> source.startsWith("$"))
        .containsExactlyInAnyOrderElementsOf(Sources.WORDS);
  }

  @Test
  void everyTypeFormatAndConflictIsDocumentedAndNoOther() {
    assertThat(table("### Types")).containsExactlyElementsOf(words(ColumnType.values()));
    assertThat(table("### Time formats")).containsExactlyElementsOf(words(TimeFormat.values()));
    assertThat(table("### Rights")).containsExactlyElementsOf(words(OnConflict.values()));
    assertThat(table("### Rows that are there already"))
        .containsExactlyElementsOf(words(OnConflict.values()));
  }

  @Test
  void itsMappingsAreMappings() {
    List<Mapping> mappings =
        YAML.matcher(document)
            .results()
            .map(block -> MappingFile.parse(DOCUMENT, block.group(1)))
            .toList();
    assertThat(mappings).isNotEmpty();
  }

  /** So what is true of the examples, which another test runs, is true of the document. */
  @Test
  void whatItQuotesIsInTheExamples() throws IOException {
    List<MatchResult> quotes = QUOTED_FILE.matcher(document).results().toList();
    assertThat(quotes).isNotEmpty();
    for (MatchResult quote : quotes) {
      assertThat(DocumentSection.of(quote.group(1), "").wholeDocument()).contains(quote.group(2));
    }
  }

  /** The words of the first table after a text. */
  private List<String> table(String text) {
    int heading = document.indexOf("\n" + text);
    assertThat(heading).as("%s in %s", text, DOCUMENT).isNotNegative();
    int from = document.indexOf("\n|---", heading);
    return ROW.matcher(document.substring(from, document.indexOf("\n\n", from)))
        .results()
        .map(row -> row.group(1))
        .toList();
  }

  private static List<String> words(Object[] values) {
    return Arrays.stream(values).map(Object::toString).toList();
  }
}
