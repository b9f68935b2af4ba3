package io.geostream.common.mapping.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.Mapping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeAndKeyTest {

  @Test
  void areRequired() {
    Mapping mapping = file("{type: timestamptz}", "{type: text, required: true}");
    assertThat(mapping.column("ts").required()).isTrue();
    assertThat(mapping.column("id").required()).isTrue();
    assertThat(mapping.column("v").required()).isFalse();
    assertThat(mapping.rowColumns()).extracting("name").containsExactly("ts", "id", "v");
  }

  @Test
  void segmentTheColumnstoreByTheKeyUnlessTheFileSaysOtherwise() {
    String file = text("{type: timestamptz}", "{type: text}");
    assertThat(MappingTexts.parse(file).segmentBy()).containsExactly("id");
    assertThat(MappingTexts.parse(file + "hypertable: {segment-by: []}\n").segmentBy()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      textBlock =
          """
          {type: text} => {type: text} => 5 => the time, ts, has type text; make it timestamptz
          {type: timestamptz, required: false} => {type: text} => 5 => required of ts is false, but time and key are always required; remove it
          {type: timestamptz, default: "2026-01-01T00:00:00Z"} => {type: text} => 5 => default of ts is never used, as time and key are required; remove it
          {type: timestamptz} => {type: text, required: false} => 6 => required of id is false, but time and key are always required; remove it
          {type: timestamptz} => {type: text, default: x} => 6 => default of id is never used, as time and key are required; remove it
          """)
  void areRefusedOtherwise(String time, String key, int line, String message) {
    MappingTexts.assertFault(text(time, key), line, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      textBlock =
          """
          time: ts¶columns: {ts: {type: timestamptz}} => 1 => table is missing; add table: NAME
          table: t¶columns: {ts: {type: timestamptz}} => 1 => time is missing; add time: COLUMN
          table: t¶time: ts => 1 => columns is missing; add columns: {temperature: {type: double precision}}
          table: t¶time: ts¶columns: => 3 => columns is null; it has to be a map, such as {temperature: {type: double precision}}
          table: t¶time: ts¶columns: [ts] => 3 => columns is a list; it has to be a map, such as {temperature: {type: double precision}}
          table: t¶time: ts¶columns: {} => 3 => columns is empty; it has columns, such as {temperature: {type: double precision}}
          table: t¶columns: {ts: {type: timestamptz}}¶time: st => 3 => time names "st", which is no column; the columns are ts
          """)
  void areThere(String yaml, int line, String message) {
    MappingTexts.assertFault(MappingTexts.lines(yaml), line, message);
  }

  private static Mapping file(String time, String key) {
    return MappingTexts.parse(text(time, key));
  }

  private static String text(String time, String key) {
    return """
    table: plant.metrics
    time: ts
    key: id
    columns:
      ts: %s
      id: %s
      v: {type: real}
    """
        .formatted(time, key);
  }
}
