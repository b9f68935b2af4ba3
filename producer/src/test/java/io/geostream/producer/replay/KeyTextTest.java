package io.geostream.producer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.decode.Decoder;
import io.geostream.common.decode.MappingDecoder;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.file.MappingFile;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTextTest {

  private static final String ROWS =
      """
      table: t
      time: time
      key: key
      columns:
        time: {type: timestamptz, format: epoch-s}
        key: %s
      """;

  private static byte @Nullable [] key(String yaml, String json) {
    Mapping mapping = MappingFile.parse("test.yaml", yaml);
    Decoder decoder = MappingDecoder.ofValues(mapping, ignored -> {});
    byte[] value = json.getBytes(StandardCharsets.UTF_8);
    assertThat(decoder.decode(new ConsumerRecord<>("", 0, 0, null, value))).isNull();
    return new KeyText(mapping).of(decoder.rows());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = '|',
      textBlock =
          """
          text             | "Zürich \\u00e9 🌍"                      | Zürich é 🌍
          bigint           | -9223372036854775808                    | -9223372036854775808
          integer          | 7.0                                     | 7
          smallint         | 0                                       | 0
          boolean          | true                                    | true
          boolean          | false                                   | false
          double precision | 0.1                                     | 0.1
          double precision | 100                                     | 100
          double precision | -0.0                                    | 0
          double precision | 1.5e22                                  | 15000000000000000000000
          real             | 0.1                                     | 0.1
          real             | 1e-5                                    | 0.00001
          numeric          | 0                                       | 0
          numeric          | 10.50                                   | 10.5
          numeric          | -123456789012345678901234567890.0001    | -123456789012345678901234567890.0001
          numeric          | 1e20                                    | 100000000000000000000
          numeric          | 0.00001234                              | 0.00001234
          uuid             | "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11"  | a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11
          uuid             | "{f0eebc999c0b4ef8bb6d6bb9bd380a11}"    | f0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11
          timestamptz      | "2026-01-31T13:00:00+01:00"             | 2026-01-31T12:00:00.000000+00:00
          jsonb            | {"a": [1, 2]}                           | {"a": [1, 2]}
          """)
  void isTheTextOfAValueOfEachType(String type, String json, String expected) {
    assertThat(
            key(ROWS.formatted("{type: " + type + "}"), "{\"time\":0,\"key\":%s}".formatted(json)))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(expected);
  }

  @Test
  void isNoneWithoutAKeyOrIfTheRecordWillHaveIt() {
    String keyless =
        "table: t\ntime: time\ncolumns: {time: {type: timestamptz, format: epoch-s}, a: {type: text}}";
    assertThat(key(keyless, "{\"time\":0,\"a\":\"x\"}")).isNull();
    assertThat(key(ROWS.formatted("{from: $key, type: text}"), "{\"time\":0}")).isNull();
  }

  @Test
  void isThatOfTheFirstElement() {
    String yaml = "each: /rows\n" + ROWS.formatted("{type: text}");
    assertThat(key(yaml, "{\"rows\":[{\"key\":\"a\",\"time\":0},{\"key\":\"b\",\"time\":0}]}"))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("a");
    assertThat(key(yaml, "{\"rows\":[]}")).isNull();
  }
}
