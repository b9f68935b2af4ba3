package io.geostream.common.mapping.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.JsonPointer;
import io.geostream.common.mapping.Source;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  private static final String COLUMNS = "\ntime: time\ncolumns:\n  time: {type: timestamptz}\n";

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      textBlock =
          """
          metrics => metrics
          Plant.Metrics => plant.metrics
          '"Mixed".Case' => "Mixed"."case"
          '"a.b"."c""d"' => "a.b"."c""d"
          ÄRGER.İSTANBUL => "Ärger"."İstanbul"
          plant.order => plant."order"
          plant.time => plant.time
          """)
  void ofTablesAreReadAsInSql(String written, String shown) {
    assertThat(MappingTexts.parse("table: " + written + COLUMNS).table()).hasToString(shown);
  }

  @Test
  void ofTablesHaveOneOrTwoPartsThatPostgresqlKeeps() {
    MappingTexts.assertFault(
        "table: a.b.c" + COLUMNS,
        1,
        "table: \"a.b.c\" is not a table's name; write it as in SQL, such as plant.metrics or \"Mixed\".case");
    MappingTexts.assertFault(
        "table: plant." + "ä".repeat(32) + COLUMNS,
        1,
        "the name of a table has 64 bytes; PostgreSQL's names have 1 to 63");
    MappingTexts.assertFault(
        "table: " + "s".repeat(64) + ".t" + COLUMNS,
        1,
        "the name of a schema has 64 bytes; PostgreSQL's names have 1 to 63");
    MappingTexts.assertFault(
        "table: pg_temp.t" + COLUMNS,
        1,
        "the schema is pg_temp, and PostgreSQL keeps pg_ for itself; use another one");
    MappingTexts.assertFault(
        "table: 5" + COLUMNS, 1, "table is the number 5; it has to be a text; in quotes it is one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "a b", "\"Ü/~\"", "$key", "select", "a\\b"})
  void ofColumnsStandAsTheyAre(String written) {
    String name = written.replace("\"", "");
    String yaml = "table: t" + COLUMNS + "  " + written + ": {type: real}\n";
    assertThat(MappingTexts.parse(yaml).column(name).source())
        .isEqualTo(new Source.OfRow(JsonPointer.member(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"})
  void ofColumnsAreNotThoseOfSystemColumns(String name) {
    String yaml = "table: t" + COLUMNS + "  " + name + ": {type: bigint}\n";
    MappingTexts.assertFault(
        yaml,
        5,
        "column %1$s has the name of a system column of PostgreSQL; use another name, with from: /%1$s"
            .formatted(name));
    assertThat(MappingTexts.parse(yaml.replace(name, name.toUpperCase(Locale.ROOT)))).isNotNull();
  }

  @Test
  void ofColumnsHave1To63Bytes() {
    String longest = "ä".repeat(31) + "x";
    String yaml = "table: t" + COLUMNS + "  " + longest + ": {type: real}\n";
    assertThat(MappingTexts.parse(yaml).column(longest)).isNotNull();
    MappingTexts.assertFault(
        yaml.replace("x:", "xy:"),
        5,
        "the name of a column has 64 bytes; PostgreSQL's names have 1 to 63");
    MappingTexts.assertFault(
        "table: t" + COLUMNS + "  \"\": {type: real}",
        5,
        "the name of a column has 0 bytes; PostgreSQL's names have 1 to 63");
  }

  @Test
  void areAtMost64() {
    String columns =
        IntStream.range(0, 63)
            .mapToObj(i -> "  c" + i + ": {type: real}\n")
            .collect(Collectors.joining());
    String yaml = "table: t" + COLUMNS + columns;
    assertThat(MappingTexts.parse(yaml).columns()).hasSize(64);
    MappingTexts.assertFault(
        yaml + "  d: {type: real}\n", 68, "column d is one too many; there are at most 64");
  }
}
