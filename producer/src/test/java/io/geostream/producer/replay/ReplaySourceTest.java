package io.geostream.producer.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.geostream.common.reading.NumericField;
import io.geostream.common.reading.Reading;
import io.geostream.common.reading.Timestamps;
import io.geostream.common.settings.SettingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ReplaySourceTest {

  private static final String TIME = "2026-11-22T20:07:56.120000+00:00";
  private static final String JSON =
      "{\"timestamp\":\"" + TIME + "\",\"location_id\":\"loc_1\",\"temperature\":21.5}\n";
  private static final Reading READING =
      Reading.at(Timestamps.parse(TIME), "loc_1").set(NumericField.TEMPERATURE, 21.5).build();
  private static final String HEADER = "timestamp,location_id,temperature\n";

  @TempDir Path folder;

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void listen() {
    logged.start();
    ((Logger) LoggerFactory.getLogger(ReplaySource.class)).addAppender(logged);
  }

  @AfterEach
  void stopListening() {
    ((Logger) LoggerFactory.getLogger(ReplaySource.class)).detachAppender(logged);
  }

  private List<String> messages() {
    return logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private ReplaySource open(String name, String content) throws IOException {
    return ReplaySource.open(
        Files.writeString(folder.resolve(name), content).toString(), InputStream.nullInputStream());
  }

  private List<Reading> replay(String name, String content) throws IOException {
    try (ReplaySource source = open(name, content)) {
      return readAll(source);
    }
  }

  private static List<Reading> readAll(ReplaySource source) throws IOException {
    List<Reading> readings = new ArrayList<>();
    for (Reading next = source.next(); next != null; next = source.next()) {
      readings.add(next);
    }
    return readings;
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.ndjson", "a.jsonl", "a", "a.txt"})
  void readsNdjsonWithBlankLinesAndWindowsLineEnds(String name) throws IOException {
    assertThat(replay(name, "\n" + JSON + " \r\n\n" + JSON.strip() + "\r\n" + JSON.strip()))
        .containsExactly(READING, READING, READING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.csv", "a.CSV", "a"})
  void readsCsvWithColumnsInAnyOrder(String name) throws IOException {
    assertThat(replay(name, "temperature,location_id,timestamp\n21.5,loc_1," + TIME + "\n"))
        .containsExactly(READING);
  }

  @Test
  void skipsAByteOrderMark() throws IOException {
    assertThat(replay("a.csv", "\ufeff" + HEADER + TIME + ",loc_1,21.5\n"))
        .containsExactly(READING);
    assertThat(replay("a", "\ufeff" + JSON)).containsExactly(READING);
  }

  @Test
  void readsWhatPsqlExports() throws IOException {
    String header =
        "time,location_id,latitude,longitude,temperature,humidity,pressure,wind_speed,wind_direction\n";
    assertThat(replay("a.csv", header + "2026-11-22 20:07:56.12+00,loc_1,,,21.5,,,,\n"))
        .containsExactly(READING);
    assertThat(replay("b.csv", header + "2026-11-23 01:37:56.12+05:30,loc_1,,,21.5,,,,\n"))
        .containsExactly(READING);
    assertThat(replay("c.csv", header + "2026-11-22 15:07:56.12-05,loc_1,,,2.15e1,,,,\n"))
        .containsExactly(READING);
  }

  @Test
  void takesAnEmptyFieldForAnAbsentOne() throws IOException {
    Reading reading =
        replay("a.csv", "timestamp,location_id,temperature,humidity\n" + TIME + ",x,,40\n").get(0);
    assertThat(reading.has(NumericField.TEMPERATURE)).isFalse();
    assertThat(reading.get(NumericField.HUMIDITY)).isEqualTo(40);
  }

  @Test
  void namesBadLinesAndGivesTheGoodOnes() throws IOException {
    String good = TIME + ",loc_1,21.5\n";
    try (ReplaySource source =
        open(
            "a.csv",
            HEADER
                + good
                + TIME
                + ",loc_1,hot\n"
                + TIME
                + ",loc_1,2100\n"
                + "yesterday,loc_1,21.5\n"
                + TIME
                + ",,21.5\n"
                + TIME
                + ",loc_1\n"
                + good)) {
      assertThat(readAll(source)).containsExactly(READING, READING);
      assertThat(source.problem()).endsWith("a.csv: 5 of 7 lines are bad");
    }
    assertThat(messages())
        .hasSize(6)
        .satisfiesExactly(
            line -> assertThat(line).contains("a.csv, line 3: wrong-type: temperature"),
            line -> assertThat(line).contains("a.csv, line 4: out-of-range: temperature"),
            line -> assertThat(line).contains("a.csv, line 5: bad-timestamp"),
            line -> assertThat(line).contains("a.csv, line 6: missing-field: location_id"),
            line -> assertThat(line).contains("a.csv, line 7: not-csv: 2 fields"),
            line -> assertThat(line).contains("2 readings, 5 bad lines"));
  }

  @Test
  void namesBadLinesOfNdjson() throws IOException {
    try (ReplaySource source = open("a.ndjson", JSON + "\nnonsense\n{}\n" + JSON)) {
      assertThat(readAll(source)).containsExactly(READING, READING);
      assertThat(source.problem()).endsWith("2 of 4 lines are bad");
    }
    assertThat(messages().get(0)).contains("a.ndjson, line 3: not-json");
    assertThat(messages().get(1)).contains("a.ndjson, line 4: missing-field");
  }

  @Test
  void namesAHundredBadLinesAndCountsTheRest() throws IOException {
    try (ReplaySource source = open("a.ndjson", "x\n".repeat(1_000))) {
      assertThat(readAll(source)).isEmpty();
      assertThat(source.problem()).contains("1000 of 1000");
    }
    assertThat(messages()).hasSize(ReplaySource.NAMED_LINES + 2);
  }

  @Test
  void hasNoProblemWithAnEmptyFileAndAGoodOne() throws IOException {
    for (String content : List.of("", "\n", JSON)) {
      try (ReplaySource source = open("a", content)) {
        readAll(source);
        assertThat(source.problem()).isNull();
      }
    }
  }

  @Test
  void countsIgnoredFields() throws IOException {
    replay("a.csv", "timestamp,station,location_id,temperature\n" + TIME + ",x,loc_1,21.5\n");
    assertThat(messages().get(0)).contains("1 ignored fields");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"time,temperature\n", "location_id\n", "[1,2]\n", "time,timestamp,location_id\n"})
  void refusesAHeaderThatIsNone(String content) {
    assertThatThrownBy(() -> open("a.csv", content))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("--replay (PRODUCER_REPLAY)")
        .hasMessageContaining("line 1");
  }

  @Test
  void refusesAFileThatCannotBeRead() {
    assertThatThrownBy(() -> ReplaySource.open("/no/such.csv", InputStream.nullInputStream()))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("/no/such.csv");
    assertThatThrownBy(() -> ReplaySource.open(folder.toString(), InputStream.nullInputStream()))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(folder.toString());
  }

  @Test
  void readsStdinOnlyWhenAsked() throws IOException {
    InputStream stdin = new ByteArrayInputStream(JSON.getBytes(StandardCharsets.UTF_8));
    try (ReplaySource source = ReplaySource.open("-", stdin)) {
      assertThat(stdin.available()).isEqualTo(JSON.length());
      assertThat(readAll(source)).containsExactly(READING);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", HEADER})
  void readsNoFurtherThanItMust(String header) throws IOException {
    String line = header.isEmpty() ? JSON : TIME + ",loc_1,21.5\n";
    byte[] file = (header + line.repeat(20_000)).getBytes(StandardCharsets.UTF_8);
    InputStream stdin = new ByteArrayInputStream(file);
    try (ReplaySource source = ReplaySource.open("-", stdin)) {
      for (int i = 1; i <= 20_000; i++) {
        assertThat(source.next()).isEqualTo(READING);
        int taken = file.length - stdin.available();
        assertThat(taken).isLessThanOrEqualTo(header.length() + i * line.length() + (1 << 16));
      }
    }
  }

  @Test
  void forgetsALineOfAbsurdLengthAndGoesOnWithTheNext() throws IOException {
    try (ReplaySource source = open("a.ndjson", " ".repeat(2 * Bytes.LONGEST) + JSON + JSON)) {
      assertThat(readAll(source)).containsExactly(READING);
      assertThat(source.problem()).contains("1 of 2");
    }
    assertThat(messages().get(0)).contains("a.ndjson, line 1: too-large");
  }
}
