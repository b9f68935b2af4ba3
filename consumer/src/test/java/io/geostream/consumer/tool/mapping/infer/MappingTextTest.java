package io.geostream.consumer.tool.mapping.infer;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.file.MappingFile;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MappingTextTest {

  /** The line of a column, without what aligns it. */
  private static String column(String name, List<String> messages) {
    return lines(messages).stream()
        .filter(line -> line.startsWith("  " + name + ":"))
        .map(line -> line.strip().replaceAll(" +", " "))
        .collect(Collectors.joining());
  }

  private static List<String> lines(List<String> messages) {
    return text("messages", messages).orElseThrow().lines().toList();
  }

  private static Mapping mapping(List<String> messages) {
    return MappingFile.parse("inferred", text("messages", messages).orElseThrow());
  }

  private static Optional<String> text(String title, List<String> messages) {
    Profile profile = new Profile();
    messages.forEach(
        message -> profile.add(message.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    return MappingText.of(profile, title, "a test");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1, 20              | {type: bigint} # 1…20",
        "7, 7               | {type: bigint} # always 7",
        "1, 2.50            | {type: double precision} # 1…2.50",
        "1, 1e3             | {type: double precision} # 1…1E+3",
        "-999, 20           | {type: bigint} # -999…20; missing: [-999]?",
        "1, 9223372036854775808 | {type: numeric} # 1…9223372036854775808",
        "1, null            | {type: bigint} # always 1; 50 % missing or null",
        "'1.5', '20'        | {type: double precision, coerce: true} # 1.5…20; numbers in texts",
        "2, 'NA'            | {type: bigint, missing: [NA]} # always 2; 50 % missing or null",
        "true, false        | {type: boolean}",
        "true, 0            | {type: boolean, coerce: true} # booleans in other words",
        "'true', 'false'    | {type: boolean, coerce: true} # booleans in other words",
        "true, 2            | {type: jsonb} # numbers and booleans",
        "true, '1'          | {type: jsonb} # texts and booleans",
        "'a', 'b'           | {type: text} # 2 different, such as \"a\", \"b\"",
        "'a', 'a'           | {type: text} # always \"a\"",
        "'00123', '00124'   | {type: text} # 2 different, such as \"00123\", \"00124\"",
        "'', ''             | {type: text} # always the same",
        "'a', 1             | {type: jsonb} # texts and numbers",
        "1234567890123456, '1234567890123456' | {type: jsonb} # texts and numbers",
        "'6f0d7cb4-43c5-4b6f-8a3b-6f0d7cb443c5', 'none' | {type: uuid, missing: [none]} # 2 different, such as \"6f0d7cb4-43c5-4b6f-8a3b-6f0d7cb4…\"; 50 % missing or null",
        "'2026-11-22T20:00:00+01:00', '2026-11-22 20:00:00Z' | {type: timestamptz} # 2026-11-22T19:00:00Z…2026-11-22T20:00:00Z",
        "'2026-11-22T20:00:00', '-' | {type: timestamptz, zone: UTC, missing: [\"-\"]} # 2026-11-22T20:00:00Z…2026-11-22T20:00:00Z; without an offset: is the zone right?; 50 % missing or null",
        "'2026-13-22T20:00:00', '2026-11-22' | {type: text} # 2 different, such as \"2026-13-22T20:00:00\", \"2026-11-22\"",
        "1740819600, 1740819601 | {type: bigint} # 1740819600…1740819601",
        "[1, 2], []         | {type: jsonb} # arrays of numbers",
        "[], []             | {type: jsonb} # arrays without values",
        "{}, {}             | {type: jsonb} # objects",
        "{'a': 1}, 'b'      | {type: jsonb} # objects and texts"
      })
  void aColumnHasTheTypeThatTakesAllThatWasSeen(String values, String column) {
    String[] each = values.split("(?<!\\[1), (?!2])", -1);
    assertThat(column("x", List.of("{'x': %s}".formatted(each[0]), "{'x': %s}".formatted(each[1]))))
        .isEqualTo("x: " + column);
  }

  @ParameterizedTest
  @CsvSource({
    "1740819600, epoch-s",
    "1740819600.25, epoch-s",
    "1740819600250, epoch-ms",
    "1740819600250000, epoch-us",
    "1740819600250000000, epoch-ns"
  })
  void aNumberOfATimesNameAndSizeIsATime(String number, String format) {
    assertThat(column("ts", List.of("{'ts': %s}".formatted(number))))
        .startsWith("ts: {type: timestamptz, format: " + format + "} # 2025-03-01T09:00:00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "1e-2147483640", "1e2147483640", "-1e999999999"})
  void aNumberMayHaveAnyExponent(String number) {
    assertThat(column("ts", List.of("{'ts': %s}".formatted(number), "{'ts': 1740819600}")))
        .startsWith("ts: {type: double precision}");
  }

  @Test
  void aCounterIsNoTimeWhateverItsName() {
    assertThat(column("ts", List.of("{'ts': 950000000}", "{'ts': 2140000000}")))
        .startsWith("ts: {type: bigint}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'created_at': 'T', 'ts': 'T'            | /ts",
        "'seen': 'T', 'state': {'event_time': 'T'} | /state/event_time",
        "'a': 'T', 'b': {'last_updated': 'T'}    | /b/last_updated",
        "'when': null, 'a': 'T'                  | /a",
        "'a': 1                                  | $timestamp"
      })
  void theTimeIsTheOneThatIsAlwaysThereWithTheBestName(String members, String source) {
    String message = "{" + members.replace("T", "2026-11-22T20:00:00Z") + "}";
    assertThat(mapping(List.of(message)).columns().get(0).source()).hasToString(source);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'id': 'N', 'device_id': 'N', 'session_id': 'U' | device_id",
        "'deviceName': 'same', 'devEui': 'N'     | dev_eui",
        "'serial': 'N', 'customer': 'N'          | serial",
        "'vin': 'N', 'plate': 'N'                | vin",
        "'firmware': '1.0', 'id': 'U'            | ",
        "'sensor': {'id': N}                     | sensor_id",
        "'sensor': 21.5                          | "
      })
  void theKeyIdentifiesDevicesByItsNameAndComesAgain(String members, String key) {
    List<String> messages =
        IntStream.range(0, 6)
            .mapToObj(at -> "{" + members.replace("N", "" + at % 2).replace("U", "u" + at) + "}")
            .toList();
    assertThat(mapping(messages).key()).isEqualTo(Optional.ofNullable(key));
  }

  @Test
  void whatElseCouldBeTheTimeOrTheKeyIsSaid() {
    List<String> messages =
        Stream.of("a", "b", "a", "b")
            .map(
                name ->
                    "{'ts': '2026-11-22T20:00:00Z', 'at': '2026-11-22T20:00:0%s', 'device': '%s', 'id': '%s'}"
                        .formatted(name.equals("a") ? "0Z" : "1Z", name, name))
            .toList();
    assertThat(lines(messages))
        .containsSubsequence(
            "# It could also be /at (2 different).",
            "time: ts",
            "# A key could be /id (2 different).",
            "key: device");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'gw': 'g', 'battery': 3, 'readings': [{'ts': 1740819600, 'v': 1}]} | /readings",
        "{'ts': 1740819600, 'body': {'sensors': [{'n': 'a', 'v': 1}]}} | /body/sensors",
        "[{'ts': 1740819600, 'v': 1}]                           | ``",
        "{'ts': 1740819600, 'v': 1, 'w': 2, 'rx': [{'rssi': 1, 'snr': 2, 'channel': 3}]} | ",
        "{'ts': 1740819600, 'v': 1, 'tags': ['a']}              | ",
        "{'readings': [{'ts': 1740819600, 'v': 1}, null]}       | "
      })
  void rowsAreTheElementsOfTheArrayThatHasTheMeasurements(String message, String each) {
    assertThat(mapping(List.of(message)).each().map(Object::toString))
        .isEqualTo(Optional.ofNullable(each));
  }

  @Test
  void arraysWhoseElementsCouldBeRowsAreNamedWhereAMessageIsARow() {
    String message =
        "{'ts': 1740819600, 'w': 1, 'a': [{'v': 1}], 'in': {'b': [{'v': 1}]}, 'tags': ['x']}";
    assertThat(lines(List.of(message)).stream().filter(line -> line.contains("each: ")))
        .containsExactly(
            "# Each element of an array could be a row: each: /a",
            "# Each element of an array could be a row: each: /in/b");
  }

  @Test
  void rowsHaveWhatTheirMessageHas() {
    Mapping mapping =
        mapping(List.of("{'gw': {'name': 'g'}, 'readings': [{'ts': 1740819600, 'v': 1}]}"));
    assertThat(mapping.columns())
        .extracting(column -> column.name() + " " + column.source())
        .containsExactly("ts /ts", "gw_name $message/gw/name", "v /v");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'devEUI': 1}                           | dev_eui",
        "{'BME280': {'Temp': 1}, 'DS': {'Temp': 1}} | bme280_temp ds_temp",
        "{'load': {'value': 1}, 'id': 2}         | load_value id",
        "{'a b': 1, 'a-b': 1}                    | a_b a_b_2",
        "{'time': 1}                             | time_2",
        "{'switch:0': {'tC': 1}}                 | switch_0_t_c",
        "{'9': 1, '': 2, '°': 3}                 | _9 message message_2",
        "{'Größe': 1}                            | größe",
        "{'xmin': 1}                             | _xmin"
      })
  void columnsAreNamedByTheirPointers(String message, String names) {
    assertThat(mapping(List.of(message)).columns().stream().skip(1))
        .extracting(column -> column.name())
        .containsExactly(names.split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: b",
        "# c",
        "\\\"q\\\"",
        "\\\\b",
        "a/b~c",
        "\\u0007\\u0085",
        "\\ufeff",
        "😀",
        "null",
        "*x",
        "%"
      })
  void anyNameAndTextGivesAFileThatIsAMapping(String odd) {
    Mapping mapping = mapping(List.of("{'%s': '%s', 'x': 'na'}".formatted(odd, odd)));
    assertThat(mapping.columns()).hasSize(3);
    assertThat(MappingFile.parse("titled", text(odd, List.of("{'x': 1}")).orElseThrow()))
        .isNotNull();
  }

  @Test
  void aNameThatNoMappingCanHaveIsLeftOut() {
    assertThat(mapping(List.of("{'\\u0000': 1, 'x': 1}")).columns()).hasSize(2);
  }

  @Test
  void aNameIsNoLongerThanPostgresqlTakes() {
    String name = "ü".repeat(40);
    assertThat(
            mapping(List.of("{'%s1': 1, '%s2': 2}".formatted(name, name))).columns().stream()
                .skip(1))
        .extracting(column -> column.name())
        .containsExactly("ü".repeat(31), "ü".repeat(30) + "_2");
  }

  @Test
  void anObjectWithVeryManyNamesIsAMap() {
    List<String> messages =
        IntStream.rangeClosed(0, SeenValues.MOST_MEMBERS)
            .mapToObj(at -> "{'by_id': {'m%s': {'v': %s}}}".formatted(at, at))
            .toList();
    assertThat(column("by_id", messages))
        .isEqualTo("by_id: {type: jsonb} # objects with over 200 different members");
  }

  @Test
  void moreColumnsThanAMappingHasAreNamedAndLeftOut() {
    String members =
        IntStream.range(0, 70)
            .mapToObj(at -> "'m%s': 1".formatted(at))
            .collect(Collectors.joining(","));
    List<String> message = List.of("{" + members + "}");
    assertThat(mapping(message).columns()).hasSize(Mapping.MAX_COLUMNS);
    assertThat(lines(message)).contains("#   /m69: a mapping has at most 64 columns");
  }

  @Test
  void whatIsNullInAllMessagesIsNamedAndLeftOut() {
    assertThat(lines(List.of("{'a': {'b': null}, 'c': 1}"))).contains("#   /a/b: always null");
  }

  @Test
  void messagesThatWouldBeDeadLettersAreCounted() {
    assertThat(lines(List.of("{'a': 1}", "no", "{'a': 1} 2", "3", "[4]", "")).toString())
        .contains("Inferred from 6 messages of a test: 1 rows.", "5 of them would be dead letters");
  }

  @Test
  void nothingIsInferredFromNoObjects() {
    assertThat(text("t", List.of())).isEmpty();
    assertThat(text("t", List.of("no", "1", "[]", "[1]"))).isEmpty();
  }

  @Test
  void aTableIsNotTheBuiltInOneByItsName() {
    assertThat(text("geospatial-metrics", List.of("{'a': 1}")).orElseThrow())
        .contains("\ntable: geospatial_metrics_2\n");
  }

  @Test
  void theSameMessagesGiveTheSameMapping() {
    List<String> messages = Collections.nCopies(3, "{'b': 1, 'a': {'d': 2, 'c': 'x'}}");
    assertThat(lines(messages)).isEqualTo(lines(messages));
  }
}
