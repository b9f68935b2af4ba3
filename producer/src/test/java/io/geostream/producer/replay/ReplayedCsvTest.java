package io.geostream.producer.replay;

import static io.geostream.producer.replay.ReplayedFiles.HEADER;
import static io.geostream.producer.replay.ReplayedFiles.READING;
import static io.geostream.producer.replay.ReplayedFiles.TIME;
import static io.geostream.producer.replay.ReplayedFiles.assertProblem;
import static io.geostream.producer.replay.ReplayedFiles.readAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.geostream.common.settings.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV as programs write it. */
final class ReplayedCsvTest {

  private ReplayedFiles files;

  @BeforeEach
  void begin(@TempDir Path folder) {
    files = new ReplayedFiles(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.csv", "a.CSV", "a"})
  void readsCsvWithColumnsInAnyOrder(String name) throws IOException {
    assertThat(files.replay(name, "temperature,location_id,timestamp\n21.5,loc_1," + TIME + "\n"))
        .containsExactly(
            "{\"temperature\":21.5,\"location_id\":\"loc_1\",\"timestamp\":\"" + TIME + "\"}");
  }

  @Test
  void readsWhatPsqlExports() throws IOException {
    String header =
        "time,location_id,latitude,longitude,temperature,humidity,pressure,wind_speed,wind_direction\n";
    assertThat(files.replay("a.csv", header + "2026-11-22 20:07:56.12+00,loc_1,,,21.5,,,,\n"))
        .containsExactly(READING.replace(TIME, "2026-11-22 20:07:56.12+00"));
    assertThat(files.replay("b.csv", header + "2026-11-23 01:37:56.12+05:30,loc_1,,,21.5,,,,\n"))
        .containsExactly(READING.replace(TIME, "2026-11-23 01:37:56.12+05:30"));
    assertThat(files.replay("c.csv", header + "2026-11-22 15:07:56.12-05,loc_1,,,2.15e1,,,,\n"))
        .containsExactly(
            READING.replace(TIME, "2026-11-22 15:07:56.12-05").replace("21.5", "2.15e1"));
  }

  @Test
  void namesBadLinesAndGivesTheGoodOnes() throws IOException {
    String good = TIME + ",loc_1,21.5\n";
    try (ReplaySource source =
        files.open(
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
    assertThat(files.badLines())
        .extracting(Entry.Bad::line, Entry.Bad::code)
        .containsExactly(
            tuple(3L, "wrong-type"),
            tuple(4L, "out-of-range"),
            tuple(5L, "bad-timestamp"),
            tuple(6L, "missing-field"),
            tuple(7L, "not-csv"));
    assertThat(files.badLines())
        .extracting(Entry.Bad::message)
        .satisfiesExactly(
            field -> assertThat(field).contains("temperature"),
            field -> assertThat(field).contains("temperature"),
            field -> assertThat(field).contains("timestamp"),
            field -> assertThat(field).contains("location_id"),
            fields -> assertThat(fields).contains("2", "3"));
    assertThat(files.totals()).containsExactly(new ReplayListener.Totals(2, 5, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void findsTheSeparatorByTheHeader(String separator) throws IOException {
    String file = "\"x,;y,;z\"," + HEADER + "," + TIME + ",loc_1,21.5\n";
    assertThat(files.replay("a.csv", file.replace(",", separator))).containsExactly(READING);
  }

  @Test
  void takesTheSeparatorThatIsGiven() throws IOException {
    Path file = files.path("a.csv");
    Files.writeString(file, (HEADER + TIME + ",loc_1,21.5\n").replace(',', '|'));
    assertThat(files.replay(file, new CsvFormat('|', Set.of()))).containsExactly(READING);
  }

  @Test
  void readsADecimalCommaUnlessACommaSeparates() throws IOException {
    assertThat(files.replay("a.csv", HEADER.replace(',', ';') + TIME + ";loc_1;21,5\n"))
        .containsExactly(READING);
    files.replay("b.csv", HEADER + TIME + ",loc_1,\"21,5\"\n");
    assertThat(files.badLines()).extracting(Entry.Bad::code).containsExactly("wrong-type");
    assertThat(files.badLines().get(0).message()).contains("\"21,5\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t"})
  void takesNoSecondDecimalMark(String separator) throws IOException {
    String file =
        "timestamp|location_id|temperature|pressure\n"
            + (TIME + "|loc_1|%s|\n" + TIME + "|loc_1||%s\n" + TIME + "|loc_1|7|\n");
    file = file.replace("|", separator);
    assertThat(files.replay("a.csv", file.formatted("21.5", "1,013"))).hasSize(2);
    assertThat(files.replay("b.csv", file.formatted("21,5", "1.013"))).hasSize(2);
    assertThat(files.badLines())
        .extracting(Entry.Bad::line, Entry.Bad::code)
        .containsExactly(tuple(3L, "wrong-type"), tuple(3L, "wrong-type"));
    assertThat(files.badLines().get(0).message()).contains("pressure", "1,013", "decimal point");
    assertThat(files.badLines().get(1).message()).contains("pressure", "1.013", "decimal comma");
  }

  @Test
  void takesNoThousandsForADecimalComma() throws IOException {
    files.replay("a.csv", HEADER.replace(',', ';') + TIME + ";loc_1;1.013,25\n");
    assertThat(files.badLines()).extracting(Entry.Bad::code).containsExactly("wrong-type");
  }

  @Test
  void readsCapitalsInTheHeader() throws IOException {
    assertThat(
            files.replay(
                "a.csv", "Time, LOCATION_ID ,Temperature,Note,NOTE\n" + TIME + ",loc_1,21.5,,\n"))
        .containsExactly(READING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "NA", "na", "NaN", "nan", " NaN ", "\\N", "\"\""})
  void takesTheUsualMarksForAbsentValues(String mark) throws IOException {
    assertThat(
            files.replay(
                "a.csv", HEADER.strip() + ",humidity\n" + TIME + ",loc_1," + mark + ",40\n"))
        .containsExactly(READING.replace("\"temperature\":21.5", "\"humidity\":40"));
  }

  @Test
  void takesTheMarksThatAreGivenForAbsentValues() throws IOException {
    Path file = files.path("a.csv");
    Files.writeString(
        file, HEADER.strip() + ",humidity,pressure\n" + TIME + ",loc_1,21.5,-999,NA\n");
    assertThat(files.replay(file, new CsvFormat(null, Set.of("-999")))).containsExactly(READING);
  }

  @Test
  void aNumberBeyondEachDoubleIsOutOfRange() throws IOException {
    files.replay("a.csv", HEADER + TIME + ",loc_1,-1e400\n");
    assertThat(files.badLines()).extracting(Entry.Bad::code).containsExactly("out-of-range");
  }

  @Test
  void saysWhichColumnsAHeaderHasAndHowTheyAreSeparated() {
    assertThatThrownBy(() -> files.open("a.csv", "time|location_id|temperature\n"))
        .hasMessageContaining("line 1")
        .hasMessageContaining("no column time or timestamp")
        .hasMessageContaining("separated by \",\" (see --csv-separator): time|location_id|temp");
  }

  @Test
  void showsNoControlCharactersOfAHeader() {
    assertThatThrownBy(() -> files.open("a.csv", "time,\u001b[2J\u009b2J\u202elatitude\n"))
        .hasMessageContaining("latitude")
        .hasMessageNotContainingAny("\u001b", "\u009b", "\u202e");
  }

  @Test
  void countsIgnoredFields() throws IOException {
    files.replay("a.csv", "timestamp,station,location_id,temperature\n" + TIME + ",x,loc_1,21.5\n");
    assertThat(files.totals()).containsExactly(new ReplayListener.Totals(1, 0, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"time,temperature\n", "location_id\n", "[1,2]\n", "time,timestamp,location_id\n"})
  void refusesAHeaderThatIsNone(String content) {
    assertThatThrownBy(() -> files.open("a.csv", content))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("--replay (PRODUCER_REPLAY)")
        .hasMessageContaining("line 1");
  }
}
