package io.geostream.common.mapping.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.Mapping;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      textBlock =
          """
          colums: {} => unknown word "colums"; did you mean columns?
          any_of: [a] => unknown word "any_of"; did you mean any-of?
          frequency: 5 => unknown word "frequency"; the words are table, time, key, each, columns, any-of, unique, on-conflict, hypertable
          key: 5 => key is the number 5; it has to be a text; in quotes it is one
          key: => key is null; it has to be a text
          key: c => key names "c", which is no column; the columns are time, a, b
          key: A => key names "A", which is no column; did you mean a?
          key: time => key is the time; name another column, or remove key
          each: readings => each: "readings" is not a JSON Pointer; it begins with a slash, such as /readings
          each: 5 => each is the number 5; it has to be a text; in quotes it is one
          any-of: a => any-of is "a"; it has to be a list, such as [a, b]
          any-of: [] => any-of is empty; remove it, or name columns
          any-of: [a, a] => any-of names a twice; remove one of them
          any-of: [5] => an element of any-of is the number 5; it has to be a text; in quotes it is one
          any-of: [a, b] => any-of names b, which is required, so that it means nothing; remove b from it
          any-of: [time] => any-of names time, which is required, so that it means nothing; remove time from it
          unique: a => unique is "a"; it has to be a list, such as [a, b]
          unique: [c] => unique names "c", which is no column; the columns are time, a, b
          unique: [a, time] => unique names a, which may be missing; add required: true to a
          unique: [b] => unique lacks the time; add time
          unique: [] => unique lacks the time; add time
          on-conflict: replace => on-conflict is "replace"; it has to be one of refuse, ignore, update
          on-conflict: Ignore => on-conflict is "Ignore"; did you mean ignore?
          on-conflict: ignore => on-conflict is ignore without unique; add unique: with columns
          on-conflict: true => on-conflict is the boolean true; it has to be a text; in quotes it is one
          hypertable: 1 hour => hypertable is "1 hour"; it has to be a map, such as {chunk: 1 hour}
          hypertable: {chunks: 1 hour} => unknown word "chunks" of hypertable; did you mean chunk?
          hypertable: {chunk: 3600} => chunk of hypertable is the number 3600; it has to be a text; in quotes it is one
          hypertable: {segment-by: a} => segment-by of hypertable is "a"; it has to be a list, such as [a, b]
          hypertable: {segment-by: [c]} => segment-by of hypertable names "c", which is no column; the columns are time, a, b
          hypertable: {segment-by: [b, time]} => segment-by of hypertable names the time, by which each group is ordered; remove time
          hypertable: {chunk: 1 hours ago} => chunk of hypertable is "1 hours ago"; it has to be whole numbers with units of microsecond to year, such as 1 hour 30 minutes
          hypertable: {chunk: 1 fortnight} => chunk of hypertable is "1 fortnight"; it has to be whole numbers with units of microsecond to year, such as 1 hour 30 minutes
          hypertable: {chunk: 1.5 hours} => chunk of hypertable is "1.5 hours"; it has to be whole numbers with units of microsecond to year, such as 1 hour 30 minutes
          hypertable: {chunk: 1h} => chunk of hypertable is "1h"; it has to be whole numbers with units of microsecond to year, such as 1 hour 30 minutes
          hypertable: {chunk: 1 hour 1 hour} => chunk of hypertable is "1 hour 1 hour"; it has to be whole numbers with units of microsecond to year, such as 1 hour 30 minutes
          hypertable: {chunk: -1 hour} => chunk of hypertable is "-1 hour"; it has to be whole numbers with units of microsecond to year, such as 1 hour 30 minutes
          hypertable: {chunk: ""} => chunk of hypertable is ""; it has to be whole numbers with units of microsecond to year, such as 1 hour 30 minutes
          hypertable: {columnstore-after: 0 days} => columnstore-after of hypertable is "0 days"; it has to be above 0
          hypertable: {drop-after: 1001 years} => drop-after of hypertable is "1001 years"; it is at most 1000 years
          hypertable: {drop-after: 9999999999999999999 years} => drop-after of hypertable is "9999999999999999999 years"; it has to be whole numbers with units of microsecond to year, such as 1 hour 30 minutes
          """)
  void areRefused(String word, String message) {
    MappingTexts.assertFault(MappingTexts.withWord(word), 7, message);
  }

  @Test
  void areRefusedAtTheElementOfAListThatIsWrong() {
    MappingTexts.assertFault(
        MappingTexts.withWord("any-of:¶- a¶- c"),
        9,
        "any-of names \"c\", which is no column; the columns are time, a, b");
  }

  @Test
  void nameAsManyColumnsAsAnIndexTakes() {
    List<String> names = IntStream.range(0, 32).mapToObj(i -> "c" + i).toList();
    String file =
        MappingTexts.withColumn("{type: text}")
            + names.stream()
                .map("  %s: {type: real, required: true}\n"::formatted)
                .collect(Collectors.joining());
    MappingTexts.assertFault(
        file + "unique: [time, " + String.join(", ", names) + "]\n",
        38,
        "unique has 33 columns; an index has at most 32");
    List<String> fewer = names.subList(1, names.size());
    assertThat(
            MappingTexts.parse(file + "unique: [time, " + String.join(", ", fewer) + "]\n")
                .unique())
        .hasSize(32);
  }

  @Test
  void takeEachUnitOfAnInterval() {
    for (String interval :
        List.of(
            "1 microsecond",
            "5 milliseconds",
            "90 seconds",
            "15 minutes",
            "1 hour 30 minutes",
            "1 day",
            "2 weeks",
            "1 month",
            "1000 years")) {
      Mapping mapping =
          MappingTexts.parse(MappingTexts.withWord("hypertable: {chunk: %s}".formatted(interval)));
      assertThat(mapping.hypertable().chunk()).hasValue(interval);
    }
  }
}
