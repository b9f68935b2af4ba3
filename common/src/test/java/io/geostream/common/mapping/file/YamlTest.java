package io.geostream.common.mapping.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      textBlock =
          """
          a: b: c => 1 => this is not YAML: mapping values are not allowed here; check indentation, brackets and quotes
          table: [t => 1 => this is not YAML: expected ',' or ']', but got <stream end>; check indentation, brackets and quotes
          a: 1¶ b: 2 => 2 => this is not YAML: mapping values are not allowed here; check indentation, brackets and quotes
          a: 1¶\tb: 2 => 2 => this is not YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation); check indentation, brackets and quotes
          %YAML 2.0¶---¶a: 1 => 1 => this is not YAML 1.2: Version{major=2, minor=0}; check indentation, brackets and quotes
          `` => 1 => the file is empty; a mapping begins with table: NAME
          `# nothing` => 1 => the file is empty; a mapping begins with table: NAME
          - a => 1 => the file is a list; it has to be a map, such as {table: …, time: …, columns: …}
          text => 1 => the file is "text"; it has to be a map, such as {table: …, time: …, columns: …}
          ---¶... => 2 => the file is null; it has to be a map, such as {table: …, time: …, columns: …}
          table: t¶---¶table: t => 2 => a second document begins; a file has one mapping
          table: &x t => 1 => anchors (&) and aliases (*) are not taken; write the value out
          table: t¶time: *x => 2 => anchors (&) and aliases (*) are not taken; write the value out
          a: &x {b: 1} => 1 => anchors (&) and aliases (*) are not taken; write the value out
          table: !!str t => 1 => tags are not taken ("tag:yaml.org,2002:str"); remove it; a text is in quotes where it looks like a number
          a: ! t => 1 => tags are not taken ("!"); remove it; a text is in quotes where it looks like a number
          a: !!map {b: 1} => 1 => tags are not taken ("tag:yaml.org,2002:map"); remove it; a text is in quotes where it looks like a number
          a: !!seq [b] => 1 => tags are not taken ("tag:yaml.org,2002:seq"); remove it; a text is in quotes where it looks like a number
          table: t¶time: t¶table: u => 3 => "table" is here a second time, after line 1; remove one of them
          columns:¶  a: {type: text}¶¶  a: {type: text} => 4 => "a" is here a second time, after line 2; remove one of them
          columns: {a: {default: {b: 1, b: 2}}} => 1 => "b" is here a second time, after line 1; remove one of them
          5: t => 1 => a name is the number 5; it has to be a text; in quotes it is one
          true: t => 1 => a name is the boolean true; it has to be a text; in quotes it is one
          ~: t => 1 => a name is null; it has to be a text
          ? [a]¶: t => 1 => a name is a list; it has to be a text
          <<: {a: 1} => 1 => unknown word "<<"; the words are table, time, key, each, columns, any-of, unique, on-conflict, hypertable
          table: "a\\0" => 1 => a text has U+0000 or half of a surrogate pair; PostgreSQL cannot store that
          table: "a\\ud800" => 1 => a text has U+0000 or half of a surrogate pair; PostgreSQL cannot store that
          """)
  void isRefused(String yaml, int line, String message) {
    MappingTexts.assertFault(yaml == null ? "" : MappingTexts.lines(yaml), line, message);
  }

  @Test
  void hasNoCharacterThatYamlCannotHave() {
    MappingTexts.assertFault(
        "table: t\n# 😀\ntime: \u0001",
        3,
        "U+0001 cannot be in YAML; in quotes it is written as an escape, such as \\t");
  }

  @Test
  void isNotNestedWithoutEnd() {
    for (String open : new String[] {"[", "- ", "{a: "}) {
      MappingTexts.assertFault(
          open.repeat(100_000),
          1,
          "lists and maps are nested too deeply; there are at most 32 levels");
    }
  }

  @Test
  void hasNoTextOfAPage() {
    MappingTexts.assertFault(
        "table: " + "x".repeat(1_001), 1, "table has 1001 characters; it has at most 1000");
    MappingTexts.assertFault(
        "? " + "x".repeat(1_001) + "\n: y", 1, "a name has 1001 characters; it has at most 1000");
    MappingTexts.assertFault(
        "x".repeat(1_000) + ": y",
        1,
        "unknown word \""
            + "x".repeat(79)
            + "…\"; the words are table, time, key, each, columns, any-of, unique, on-conflict, hypertable");
  }

  @Test
  void ofVersion12TakesOnAndNoForTexts() {
    assertThat(
            MappingTexts.parse(
                    """
                    table: yes
                    time: on
                    key: no
                    columns:
                      on: {type: timestamptz}
                      no: {type: text}
                      off: {type: real, missing: [y, n, no, 12:30:00, 2001-01-01, 1_000, 0o8]}
                    """)
                .columns())
        .extracting("name")
        .containsExactly("on", "no", "off");
  }
}
