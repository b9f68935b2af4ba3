package io.geostream.common.mapping.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.Absent;
import io.geostream.common.mapping.Column;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      textBlock =
          """
          {type: bigint, default: 0} => 0
          {type: bigint, default: -0} => -0
          {type: bigint, default: +5} => 5
          {type: bigint, default: 0o17} => 15
          {type: bigint, default: 0x1F} => 31
          {type: bigint, default: 007} => 7
          {type: bigint, default: 1e3} => 1e3
          {type: real, default: 1.50} => 1.50
          {type: real, default: .5} => 0.5
          {type: real, default: 5.} => 5
          {type: real, default: 5} => 5
          {type: numeric, default: 123456789012345678901234567890.10} => 123456789012345678901234567890.10
          {type: numeric, default: +1e400} => 1E+400
          {type: text, coerce: true, default: 5} => 5
          {type: text, default: "5"} => "5"
          {type: text, default: on} => "on"
          {type: text, default: 'say "ä"'} => "say \\"ä\\""
          {type: text, default: ""} => ""
          {type: boolean, default: True} => true
          {type: boolean, default: FALSE} => false
          {type: jsonb, default: []} => []
          {type: jsonb, default: {}} => {}
          {type: jsonb, default: {a: [1, x, "2", true, null, {b: ~}]}} => {"a":[1,"x","2",true,null,{"b":null}]}
          """)
  void isKeptAsJson(String words, String json) {
    assertThat(MappingTexts.column(words).fallback()).contains(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      textBlock =
          """
          {type: text, default: 5} => a: default: expected a string, found a number
          {type: smallint, default: 40000} => a: default: 40000 is beyond what smallint holds
          {type: real, range: [0, 1], default: 2} => a: default: 2 is outside 0…1
          {type: timestamptz, default: now} => a: default: "now" is not an ISO-8601 date and time with an offset, such as 2026-01-31T12:00:00.123456Z
          {type: bigint, missing: [0], default: 0} => a: default: 0 means that there is no value
          """)
  void isAValueOfItsColumn(String words, String message) {
    MappingTexts.assertFault(MappingTexts.withColumn(words), 5, message);
  }

  @Test
  void makesAColumnNeverNull() {
    assertThat(MappingTexts.column("{type: text, default: x}").mayBeNull()).isFalse();
    assertThat(MappingTexts.column("{type: text}").mayBeNull()).isTrue();
  }

  @Test
  void hasNoInfinityInside() {
    MappingTexts.assertFault(
        MappingTexts.withColumn("¶    type: jsonb¶    default:¶      a: [1,¶          -.inf]"),
        9,
        "default of a is the number -.inf; it has to be a finite number");
  }

  @Test
  void isApartFromValuesThatMeanNone() {
    Column column = MappingTexts.column("{type: real, missing: [NA, '-', -999, 0x10, null.]}");
    assertThat(column.absent())
        .isEqualTo(
            new Absent(
                Set.of("NA", "-", "null."), List.of(new BigDecimal(-999), new BigDecimal(16))));
    assertThat(column.fallback()).isEmpty();
  }
}
