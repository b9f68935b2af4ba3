package io.geostream.producer.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplaySourceTest {

  private static final String TIME = "2026-11-22T20:07:56.120000+00:00";
  private static final String JSON =
      "{\"timestamp\":\"" + TIME + "\",\"location_id\":\"loc_1\",\"temperature\":21.5}\n";
  private static final Reading READING =
      Reading.at(Timestamps.parse(TIME), "loc_1").set(NumericField.TEMPERATURE, 21.5).build();
  private static final String HEADER = "timestamp,location_id,temperature\n";

  @TempDir Path folder;

  private final Heard heard = new Heard();

  /** Keeps what it hears. */
  private static final class Heard implements ReplayListener {
    private final List<Entry.Bad> lines = new ArrayList<>();
    private final List<Totals> totals = new ArrayList<>();
    private int stopsNaming;

    @Override
    public void badLine(Entry.Bad line) {
      lines.add(line);
    }

    @Override
    public void furtherBadLinesAreCounted() {
      stopsNaming++;
    }

    @Override
    public void end(Totals all) {
      totals.add(all);
    }
  }

  private ReplaySource open(String name, String content) throws IOException {
    return ReplaySource.open(
        Files.writeString(folder.resolve(name), content).toString(),
        InputStream.nullInputStream(),
        heard);
  }

  private List<Reading> replay(String name, String content) throws IOException {
    try (ReplaySource source = open(name, content)) {
      return readAll(source);
    }
  }

  /** It names the file, and says how many of its lines are bad and which is the first. */
  private static void assertProblem(
      ReplaySource source, String file, int bad, int lines, int first, String code) {
    assertThat(source.problem())
        .containsPattern(
            "\\Q%s\\E\\D+%d\\D+%d\\D+%d\\D+%s".formatted(file, bad, lines, first, code));
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
      assertProblem(source, "a.csv", 5, 7, 3, "wrong-type");
    }
    assertThat(heard.lines)
        .extracting(Entry.Bad::line, Entry.Bad::code)
        .containsExactly(
            tuple(3L, "wrong-type"),
            tuple(4L, "out-of-range"),
            tuple(5L, "bad-timestamp"),
            tuple(6L, "missing-field"),
            tuple(7L, "not-csv"));
    assertThat(heard.lines)
        .extracting(Entry.Bad::message)
        .satisfiesExactly(
            field -> assertThat(field).contains("temperature"),
            field -> assertThat(field).contains("temperature"),
            field -> assertThat(field).contains("timestamp"),
            field -> assertThat(field).contains("location_id"),
            fields -> assertThat(fields).contains("2", "3"));
    assertThat(heard.totals).containsExactly(new ReplayListener.Totals(2, 5, 0));
  }

  @Test
  void namesBadLinesOfNdjson() throws IOException {
    try (ReplaySource source = open("a.ndjson", JSON + "\nnonsense\n{}\n" + JSON)) {
      assertThat(readAll(source)).containsExactly(READING, READING);
      assertProblem(source, "a.ndjson", 2, 4, 3, "not-json");
    }
    assertThat(heard.lines)
        .extracting(Entry.Bad::line, Entry.Bad::code)
        .containsExactly(tuple(3L, "not-json"), tuple(4L, "missing-field"));
  }

  @Test
  void namesAHundredBadLinesAndCountsTheRest() throws IOException {
    try (ReplaySource source = open("a.ndjson", "x\n".repeat(1_000))) {
      assertThat(readAll(source)).isEmpty();
      assertProblem(source, "a.ndjson", 1_000, 1_000, 1, "not-json");
    }
    assertThat(heard.lines).hasSize(100);
    assertThat(heard.stopsNaming).isEqualTo(1);
    assertThat(heard.totals).containsExactly(new ReplayListener.Totals(0, 1_000, 0));
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
    assertThat(heard.totals).containsExactly(new ReplayListener.Totals(1, 0, 1));
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
      assertProblem(source, "a.ndjson", 1, 2, 1, "too-large");
    }
    assertThat(heard.lines)
        .extracting(Entry.Bad::line, Entry.Bad::code)
        .containsExactly(tuple(1L, "too-large"));
  }
}
