package io.geostream.consumer.tool.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.file.MappingFile;
import io.geostream.consumer.batch.AgeLimits;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What {@code mapping try} prints. */
final class TrialTest {

  private static final Mapping MAPPING =
      MappingFile.parse(
          "test",
          """
          table: t
          time: ts
          each: /r
          columns:
            ts:    {type: timestamptz}
            key:   {from: $key, type: text}
            Name:  {from: $message/n, type: text}
            i:     {type: integer}
            r:     {type: real}
            d:     {type: double precision}
            dec:   {type: numeric}
            b:     {type: boolean}
            u:     {type: uuid}
            j:     {type: jsonb}
          """);

  private static final List<String> MESSAGES =
      List.of(
          """
          {"n": "a\\"\\u0007", "r": [{"ts": "2026-11-22T20:00:00Z", "i": 1, "r": 0.1, "d": 2.50, "dec": 1.20, "b": true,
           "u": "6f0d7cb4-43c5-4b6f-8a3b-6f0d7cb443c5", "j": {"a":\r\n [1]}, "more": 1}, {"ts": "2026-11-22T20:00:01Z"}]}""",
          "{\"r\": [{\"ts\": 1}]}",
          "{\"r\": [{\"ts\": \"2025-11-22T20:00:00Z\"}]}");

  private static List<String> printed(Function<PrintWriter, TrialReport> format) {
    StringWriter printed = new StringWriter();
    try (PrintWriter out = new PrintWriter(printed)) {
      TrialReport report = format.apply(out);
      Trial trial =
          new Trial(
              MAPPING,
              new AgeLimits(Duration.ofDays(30), Duration.ofHours(1)),
              Instant.parse("2026-11-22T20:00:00Z").toEpochMilli());
      for (int at = 0; at < MESSAGES.size(); at++) {
        report.message(trial.of(at + 1, MESSAGES.get(at).getBytes(StandardCharsets.UTF_8)));
      }
      report.end();
    }
    return printed.toString().lines().toList();
  }

  @Test
  void forPeopleThereIsALineForAMessageAndForEachOfItsRows() {
    assertThat(printed(TrialText::new))
        .containsExactly(
            "line 1: 2 rows",
            "  ts=2026-11-22T20:00:00Z key=($key) \"Name\"=\"a\"\uFFFD\" i=1 r=0.1 d=2.5 dec=1.20 b=true"
                + " u=6f0d7cb4-43c5-4b6f-8a3b-6f0d7cb443c5 j={\"a\":\uFFFD\uFFFD [1]}",
            "  ts=2026-11-22T20:00:01Z key=($key) \"Name\"=\"a\"\uFFFD\" i=NULL r=NULL d=NULL dec=NULL b=NULL"
                + " u=NULL j=NULL",
            "line 2: dead letter: wrong-type: r/0/ts: expected a string, found a number",
            "line 3: 1 row",
            "  ts=2025-11-22T20:00:00Z key=($key) \"Name\"=NULL i=NULL r=NULL d=NULL dec=NULL b=NULL u=NULL"
                + " j=NULL",
            "  note: too-old if it were sent now",
            "3 messages: 3 rows, 1 dead letter",
            "note: 1 field is not the mapping's and ignored",
            "note: if sent now, 1 message would be too old or too new for --max-age and --max-ahead; the first: too-old: r/0/ts: 365d older than its Kafka record, --max-age allows 30d");
  }

  @Test
  void forProgramsThereIsAnObjectForAMessage() {
    assertThat(printed(TrialJson::new))
        .containsExactly(
            "{\"line\":1,\"error_code\":null,\"error_message\":null,\"if_sent_now_code\":null,\"if_sent_now_message\":null,\"rows\":["
                + "{\"ts\":\"2026-11-22T20:00:00Z\",\"Name\":\"a\\\"\\u0007\",\"i\":1,\"r\":0.1,\"d\":2.5,\"dec\":1.20,\"b\":true,"
                + "\"u\":\"6f0d7cb4-43c5-4b6f-8a3b-6f0d7cb443c5\",\"j\":{\"a\":   [1]}},"
                + "{\"ts\":\"2026-11-22T20:00:01Z\",\"Name\":\"a\\\"\\u0007\",\"i\":null,\"r\":null,\"d\":null,\"dec\":null,\"b\":null,"
                + "\"u\":null,\"j\":null}]}",
            "{\"line\":2,\"error_code\":\"wrong-type\",\"error_message\":\"r/0/ts: expected a string, found a number\",\"if_sent_now_code\":null,\"if_sent_now_message\":null,\"rows\":[]}",
            "{\"line\":3,\"error_code\":null,\"error_message\":null,\"if_sent_now_code\":\"too-old\",\"if_sent_now_message\":\"r/0/ts: 365d older than its Kafka record, --max-age allows 30d\",\"rows\":["
                + "{\"ts\":\"2025-11-22T20:00:00Z\",\"Name\":null,\"i\":null,\"r\":null,\"d\":null,\"dec\":null,\"b\":null,\"u\":null,\"j\":null}]}");
  }
}
