package io.geostream.common.mapping.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      textBlock =
          """
          {from: 5, type: text} => from of a is the number 5; it has to be a text; in quotes it is one
          {from: ts, type: text} => from of a: "ts" is not a JSON Pointer; it begins with a slash, such as /ts
          {from: /a~2, type: text} => from of a: "/a~2" is not a JSON Pointer; ~ is written ~0, and / in a name ~1
          {from: "/a\\n~2", type: text} => from of a: "/a�~2" is not a JSON Pointer; ~ is written ~0, and / in a name ~1
          {from: $message/a~, type: text} => from of a: "/a~" is not a JSON Pointer; ~ is written ~0, and / in a name ~1
          {from: $messages, type: text} => from of a is "$messages"; did you mean $message?
          {from: $value, type: text} => from of a is "$value"; it has to be one of $message, $key, $topic, $header:NAME, $partition, $offset, $timestamp
          {from: $offsett, type: bigint} => from of a is "$offsett"; did you mean $offset?
          {from: $headers:unit, type: text} => from of a is "$headers:unit"; a header is written $header:NAME
          {from: $header, type: text} => from of a is "$header"; a header is written $header:NAME
          {from: "$header:", type: text} => from of a is "$header:"; a header is written $header:NAME
          {from: "", type: text} => from of a is a whole object, and the type is text; name a member, such as /name, or make it jsonb
          {from: $message, type: text} => from of a is a whole object, and the type is text; name a member, such as /name, or make it jsonb
          {from: $key, type: jsonb} => from of a is $key, a text, and the type is jsonb; use another type, such as text
          {from: $key, type: bigint} => from of a is $key, a text, and the type is bigint; add coerce: true
          {from: $header:on, type: boolean} => from of a is $header:on, a text, and the type is boolean; add coerce: true
          {from: $topic, type: timestamptz, format: epoch-s} => from of a is $topic, a text, and the type is timestamptz; add coerce: true
          {from: $partition, type: text} => from of a is $partition, a number, and the type is text; add coerce: true
          {from: $offset, type: boolean, coerce: true} => from of a is $offset, a number, and the type is boolean; use a number's type, such as bigint
          {from: $timestamp, type: text} => from of a is $timestamp, a time, and the type is text; use timestamptz
          {from: $timestamp, type: timestamptz, format: epoch-ms} => format of a does not go with $timestamp; it is no text or number; remove it
          {from: $timestamp, type: timestamptz, missing: [0]} => missing of a does not go with $timestamp; it is no text or number; remove it
          {from: $timestamp, type: timestamptz, zone: UTC} => zone of a does not go with $timestamp; it is no text or number; remove it
          """)
  void areRefused(String words, String message) {
    MappingTexts.assertFault(MappingTexts.withColumn(words), 5, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      textBlock =
          """
          {type: real} => /a
          {from: /a~1b/~0/0, type: real} => /a~1b/~0/0
          {from: "", type: jsonb} =>
          {from: $message, type: jsonb} => $message
          {from: $message/, type: text} => $message/
          {from: $key, type: text} => $key
          {from: $key, type: uuid} => $key
          {from: $key, type: bigint, coerce: true} => $key
          {from: $topic, type: boolean, coerce: true} => $topic
          {from: "$header:a:b/c", type: timestamptz, zone: UTC} => $header:a:b/c
          {from: $partition, type: smallint} => $partition
          {from: $offset, type: numeric} => $offset
          {from: $offset, type: text, coerce: true} => $offset
          {from: $timestamp, type: timestamptz} => $timestamp
          """)
  void areRead(String words, String source) {
    assertThat(MappingTexts.column(words).source()).hasToString(source == null ? "" : source);
  }
}
