package io.geostream.common.mapping.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.TimeFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      textBlock =
          """
          `` => column a is null; it has to be a map, such as {type: double precision}
          text => column a is "text"; it has to be a map, such as {type: double precision}
          [text] => column a is a list; it has to be a map, such as {type: double precision}
          {} => type of a is missing; add it: one of timestamptz, text, double precision, real, bigint, integer, smallint, boolean, numeric, uuid, jsonb
          {typ: text} => unknown word "typ" of a; did you mean type?
          {type: text, unit: °C} => unknown word "unit" of a; the words are from, type, format, zone, required, missing, coerce, default, range, length, control
          {type: 5} => type of a is the number 5; it has to be a text; in quotes it is one
          {type: null} => type of a is null; it has to be a text
          {type: [text]} => type of a is a list; it has to be a text
          {type: {of: text}} => type of a is a map; it has to be a text
          {type: text, format: iso} => format of a does not go with type text; it is for timestamptz; remove it
          {type: text, zone: UTC} => zone of a does not go with type text; it is for timestamptz; remove it
          {type: text, range: [1, 2]} => range of a does not go with type text; it is for numbers; remove it
          {type: timestamptz, range: [1, 2]} => range of a does not go with type timestamptz; it is for numbers; remove it
          {type: real, length: 5} => length of a does not go with type real; it is for text; remove it
          {type: real, control: keep} => control of a does not go with type real; it is for text; remove it
          {type: jsonb, coerce: true} => coerce of a does not go with type jsonb; it is for numbers, booleans and text; remove it
          {type: uuid, coerce: true} => coerce of a does not go with type uuid; it is for numbers, booleans and text; remove it
          {type: timestamptz, coerce: true} => coerce of a does not go with type timestamptz; it is for numbers, booleans and text; remove it
          {type: timestamptz, format: epoch-m} => format of a is "epoch-m"; did you mean epoch-s?
          {type: timestamptz, format: rfc3339} => format of a is "rfc3339"; it has to be one of iso, epoch-s, epoch-ms, epoch-us, epoch-ns
          {type: timestamptz, format: epoch-s, zone: UTC} => zone of a does not go with format epoch-s; such a number has no zone; remove it
          {type: timestamptz, zone: Europe/Berln} => zone of a is "Europe/Berln", which is no IANA zone; did you mean Europe/Berlin?
          {type: timestamptz, zone: europe/berlin} => zone of a is "europe/berlin", which is no IANA zone; did you mean Europe/Berlin?
          {type: timestamptz, zone: +01:00} => zone of a is "+01:00", which is no IANA zone; it has to be one such as Europe/Berlin
          {type: text, required: yes} => required of a is "yes"; it has to be true or false, without quotes
          {type: text, required: 1} => required of a is the number 1; it has to be true or false, without quotes
          {type: text, missing: NA} => missing of a is "NA"; it has to be a list, such as [NA, -999]
          {type: text, missing: [[NA]]} => an element of missing of a is a list; it has to be a text or a number
          {type: text, missing: [true]} => an element of missing of a is the boolean true; it has to be a text or a number
          {type: text, missing: [null]} => an element of missing of a is null; remove it: null is always missing
          {type: text, missing: [.nan]} => an element of missing of a is the number .nan; it has to be a finite number
          {type: text, coerce: "true"} => coerce of a is "true"; it has to be true or false, without quotes
          {type: text, control: strip} => control of a is "strip"; it has to be one of keep, refuse
          {type: text, required: true, default: x} => default of a is never used, as a is required; remove it, or required
          {type: text, default: null} => default of a is null; remove it: without a default, what is missing is NULL
          {type: text, default: [x]} => default of a is a list; only jsonb takes one; it has to be a value of type text
          {type: real, default: .inf} => default of a is the number .inf; it has to be a finite number
          {type: real, range: 5} => range of a is the number 5; it has to be a list, such as [-90, 90], or [0, null] for an open end
          {type: real, range: [1]} => range of a is a list of 1; it is a list of 2, such as [-90, 90], or [0, null] for an open end
          {type: real, range: [1, 2, 3]} => range of a is a list of 3; it is a list of 2, such as [-90, 90], or [0, null] for an open end
          {type: real, range: [null, ~]} => range of a has two open ends; remove it: without it there is no bound
          {type: real, range: [2, 1]} => range of a has its least, 2, above its most; exchange them
          {type: smallint, range: [40000, 50000]} => a: range: no smallint is in 40000…50000
          {type: bigint, range: [0.2, 0.8]} => a: range: no bigint is in 0.2…0.8
          {type: integer, range: [null, -1e10]} => a: range: no integer is in …-10000000000
          {type: real, range: [1e39, null]} => a: range: no real is in 1000000000000000000000000000000000000000…
          {type: real, range: [0, high]} => an end of range of a is "high"; it has to be a number
          {type: real, range: [0, .inf]} => an end of range of a is the number .inf; it has to be a finite number
          {type: real, range: [0, 1e1000]} => an end of range of a is the number 1e1000; it has to be a number of at most 1,000 digits
          {type: real, range: [0, 1e99999999999]} => an end of range of a is the number 1e99999999999; it has to be a number of at most 1,000 digits
          {type: text, length: many} => length of a is "many"; it has to be a number
          {type: text, length: -1} => length of a has -1; it has to be a whole number, 0…2147483647
          {type: text, length: 1.5} => length of a has 1.5; it has to be a whole number, 0…2147483647
          {type: text, length: [2, 1]} => length of a has its least, 2, above its most; exchange them
          {type: text, length: [1, 3000000000]} => length of a has 3000000000; it has to be a whole number, 0…2147483647
          """)
  void areRefused(String words, String message) {
    MappingTexts.assertFault(MappingTexts.withColumn(words == null ? "" : words), 5, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      textBlock =
          """
          {type: real, range: [-1e2, 0x10]} => -100…16
          {type: real, range: [0.5, null]} => 0.5…
          {type: smallint, range: [~, 5]} => …5
          {type: numeric, range: [1, 1.0]} => 1…1.0
          {type: numeric} => …
          """)
  void boundNumbers(String words, String range) {
    assertThat(MappingTexts.column(words).range()).hasToString(range);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      textBlock =
          """
          {type: text, length: 128} => 0…128
          {type: text, length: [1, 128.0]} => 1…128
          {type: text, length: [1, null]} => 1…
          {type: text, length: [null, 5]} => 0…5
          {type: text} => 0…
          """)
  void boundTexts(String words, String length) {
    assertThat(MappingTexts.column(words).length()).hasToString(length);
  }

  @Test
  void areKept() {
    Column column =
        MappingTexts.column("{type: text, required: true, coerce: True, control: refuse}");
    assertThat(column.required()).isTrue();
    assertThat(column.coerce()).isTrue();
    assertThat(column.refusesControls()).isTrue();
    assertThat(MappingTexts.column("{type: text, coerce: false, control: keep}"))
        .isEqualTo(MappingTexts.column("{type: text}"));
    assertThat(MappingTexts.column("{type: timestamptz, format: epoch-ns}").format())
        .isEqualTo(TimeFormat.EPOCH_NS);
  }
}
