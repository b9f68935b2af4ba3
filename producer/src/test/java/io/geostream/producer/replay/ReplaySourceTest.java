package io.geostream.producer.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.geostream.common.reading.NumericField;
import io.geostream.common.reading.Reading;
import io.geostream.common.reading.Timestamps;
import io.geostream.common.settings.SettingException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
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
        CsvFormat.USUAL,
        heard);
  }

  private ReplaySource open(Path file) {
    return ReplaySource.open(
        file.toString(), InputStream.nullInputStream(), CsvFormat.USUAL, heard);
  }

  private List<Reading> replay(Path file, CsvFormat csv) throws IOException {
    try (ReplaySource source =
        ReplaySource.open(file.toString(), InputStream.nullInputStream(), csv, heard)) {
      return readAll(source);
    }
  }

  private static byte[] gzip(String content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
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
            String.format(
                Locale.ROOT, "\\Q%s\\E\\D+%d\\D+%d\\D+%d\\D+%s", file, bad, lines, first, code));
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
  void hasNoProblemWithAGoodFile() throws IOException {
    try (ReplaySource source = open("a", JSON)) {
      readAll(source);
      assertThat(source.problem()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", " \r\n \n", HEADER, "[]", "[ \n ]\n"})
  void aFileWithoutAReadingIsAProblem(String content) throws IOException {
    try (ReplaySource source = open("a", content)) {
      assertThat(readAll(source)).isEmpty();
      assertThat(source.problem()).contains("a holds no reading");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.csv", "a.ndjson", "a.json"})
  void refusesAnEmptyFile(String name) {
    assertThatThrownBy(() -> open(name, ""))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(name + " is empty");
  }

  @Test
  void readsLinesThatEndWithCr() throws IOException {
    String line = TIME + ",loc_1,21.5\r";
    assertThat(replay("a.csv", HEADER.replace('\n', '\r') + line + line))
        .containsExactly(READING, READING);
    assertThat(replay("a.ndjson", (JSON + JSON).replace('\n', '\r')))
        .containsExactly(READING, READING);
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void findsTheSeparatorByTheHeader(String separator) throws IOException {
    String file = "\"x,;y,;z\"," + HEADER + "," + TIME + ",loc_1,21.5\n";
    assertThat(replay("a.csv", file.replace(",", separator))).containsExactly(READING);
  }

  @Test
  void takesTheSeparatorThatIsGiven() throws IOException {
    Path file = folder.resolve("a.csv");
    Files.writeString(file, (HEADER + TIME + ",loc_1,21.5\n").replace(',', '|'));
    assertThat(replay(file, new CsvFormat('|', Set.of()))).containsExactly(READING);
  }

  @Test
  void readsADecimalCommaUnlessACommaSeparates() throws IOException {
    assertThat(replay("a.csv", HEADER.replace(',', ';') + TIME + ";loc_1;21,5\n"))
        .containsExactly(READING);
    replay("b.csv", HEADER + TIME + ",loc_1,\"21,5\"\n");
    assertThat(heard.lines).extracting(Entry.Bad::code).containsExactly("wrong-type");
    assertThat(heard.lines.get(0).message()).contains("\"21,5\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t"})
  void takesNoSecondDecimalMark(String separator) throws IOException {
    String file =
        "timestamp|location_id|temperature|pressure\n"
            + (TIME + "|loc_1|%s|\n" + TIME + "|loc_1||%s\n" + TIME + "|loc_1|7|\n");
    file = file.replace("|", separator);
    assertThat(replay("a.csv", file.formatted("21.5", "1,013"))).hasSize(2);
    assertThat(replay("b.csv", file.formatted("21,5", "1.013"))).hasSize(2);
    assertThat(heard.lines)
        .extracting(Entry.Bad::line, Entry.Bad::code)
        .containsExactly(tuple(3L, "wrong-type"), tuple(3L, "wrong-type"));
    assertThat(heard.lines.get(0).message()).contains("pressure", "1,013", "decimal point");
    assertThat(heard.lines.get(1).message()).contains("pressure", "1.013", "decimal comma");
  }

  @Test
  void takesNoThousandsForADecimalComma() throws IOException {
    replay("a.csv", HEADER.replace(',', ';') + TIME + ";loc_1;1.013,25\n");
    assertThat(heard.lines).extracting(Entry.Bad::code).containsExactly("wrong-type");
  }

  @Test
  void readsCapitalsInTheHeader() throws IOException {
    assertThat(
            replay(
                "a.csv", "Time, LOCATION_ID ,Temperature,Note,NOTE\n" + TIME + ",loc_1,21.5,,\n"))
        .containsExactly(READING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "NA", "na", "NaN", "nan", " NaN ", "\\N", "\"\""})
  void takesTheUsualMarksForAbsentValues(String mark) throws IOException {
    Reading reading =
        replay("a.csv", HEADER.strip() + ",humidity\n" + TIME + ",loc_1," + mark + ",40\n").get(0);
    assertThat(reading.has(NumericField.TEMPERATURE)).isFalse();
    assertThat(reading.get(NumericField.HUMIDITY)).isEqualTo(40);
  }

  @Test
  void takesTheMarksThatAreGivenForAbsentValues() throws IOException {
    Path file = folder.resolve("a.csv");
    Files.writeString(
        file, HEADER.strip() + ",humidity,pressure\n" + TIME + ",loc_1,21.5,-999,NA\n");
    assertThat(replay(file, new CsvFormat(null, Set.of("-999")))).containsExactly(READING);
  }

  @Test
  void aNumberBeyondEachDoubleIsOutOfRange() throws IOException {
    replay("a.csv", HEADER + TIME + ",loc_1,-1e400\n");
    assertThat(heard.lines).extracting(Entry.Bad::code).containsExactly("out-of-range");
  }

  @Test
  void unpacksGzipByItsFirstBytes() throws IOException {
    for (String name : List.of("a.csv.gz", "a.CSV.GZ", "a")) {
      Path file = folder.resolve(name);
      Files.write(file, gzip(HEADER + TIME + ",loc_1,21.5\n"));
      assertThat(replay(file, CsvFormat.USUAL)).containsExactly(READING);
    }
    Path file = folder.resolve("a.ndjson.gz");
    Files.write(file, gzip(JSON));
    assertThat(replay(file, CsvFormat.USUAL)).containsExactly(READING);
  }

  @Test
  void unpacksGzipFromAPipeToItsLastMember() throws IOException {
    InputStream pipe =
        new SequenceInputStream(
            new ByteArrayInputStream(gzip(JSON)), new ByteArrayInputStream(gzip(JSON)));
    try (ReplaySource source = ReplaySource.open("-", pipe, CsvFormat.USUAL)) {
      assertThat(readAll(source)).containsExactly(READING, READING);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.ndjson.gz", "a.csv.gz", "a.json.gz"})
  void namesAFileThatIsCutOff(String name) throws IOException {
    String content =
        switch (name) {
          case "a.csv.gz" -> HEADER + (TIME + ",loc_1,21.5\n").repeat(1_000);
          case "a.json.gz" -> "[" + JSON + ("," + JSON).repeat(1_000) + "]";
          default -> JSON.repeat(1_000);
        };
    byte[] packed = gzip(content);
    Path file = folder.resolve(name);
    Files.write(file, Arrays.copyOf(packed, packed.length - 20));
    try (ReplaySource source = open(file)) {
      assertThatThrownBy(() -> readAll(source))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(name + " is cut off");
    }
  }

  @Test
  void namesAFileWithBytesAfterTheLastMember() throws IOException {
    byte[] member = gzip(JSON);
    byte[] cutHeader = Arrays.copyOf(member, 7);
    for (byte[] rest : List.of(cutHeader, "rest".repeat(20).getBytes(StandardCharsets.UTF_8))) {
      Path file = Files.write(folder.resolve("a.gz"), joined(member, rest));
      try (ReplaySource source = open(file)) {
        assertThatThrownBy(() -> readAll(source))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("a.gz is cut off or damaged");
      }
    }
  }

  @Test
  void takesZerosAfterTheLastMemberForPadding() throws IOException {
    Path file = folder.resolve("a.gz");
    Files.write(file, joined(joined(gzip(JSON), gzip(JSON)), new byte[512]));
    assertThat(replay(file, CsvFormat.USUAL)).containsExactly(READING, READING);
  }

  @Test
  void skipsWhatAHeaderOfGzipMayHave() throws IOException {
    byte[] plain = gzip(JSON);
    byte[] header = Arrays.copyOf(plain, 10);
    header[3] = 0x1e; // all optional parts
    byte[] parts = {2, 0, 'x', 'x', 'n', 0, 'c', 0, 0, 0};
    CRC32 crc = new CRC32();
    crc.update(joined(header, Arrays.copyOf(parts, 8)));
    parts[8] = (byte) crc.getValue();
    parts[9] = (byte) (crc.getValue() >>> 8);
    byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
    Path file = Files.write(folder.resolve("a.gz"), joined(joined(header, parts), rest));
    assertThat(replay(file, CsvFormat.USUAL)).containsExactly(READING);
  }

  @Test
  void namesAFileWhoseContentIsNotWhatWasPacked() throws IOException {
    byte[] packed = gzip(JSON);
    packed[packed.length - 8] ^= 1; // in the checksum
    Path file = Files.write(folder.resolve("a.gz"), packed);
    try (ReplaySource source = open(file)) {
      assertThatThrownBy(() -> readAll(source)).hasMessageContaining("a.gz is cut off or damaged");
    }
  }

  @Test
  void refusesAFileThatIsCutOffBeforeItsFirstByte() throws IOException {
    Path file = Files.write(folder.resolve("a.gz"), Arrays.copyOf(gzip(JSON), 12));
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("a.gz is cut off or damaged");
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  @Test
  void refusesOtherPackingsAndEncodings() throws IOException {
    Path zip = Files.write(folder.resolve("a.xlsx"), new byte[] {'P', 'K', 3, 4, 0, 0});
    assertThatThrownBy(() -> open(zip))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("ZIP");
    Path utf16 = Files.write(folder.resolve("a.csv"), HEADER.getBytes(StandardCharsets.UTF_16));
    assertThatThrownBy(() -> open(utf16))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("UTF-16");
  }

  @Test
  void readsAnArrayOfReadings() throws IOException {
    String pretty = JSON.replace(",", ",\r\n    ").replace("{", "{\n").strip();
    assertThat(replay("a.json", "\n[\n" + pretty + ",\n" + JSON + "]\n"))
        .containsExactly(READING, READING);
    assertThat(replay("a", "[" + JSON.strip() + "," + JSON.strip() + "]"))
        .containsExactly(READING, READING);
  }

  @Test
  void namesBadElementsOfAnArrayAndReadsTheOthers() throws IOException {
    String tricky = JSON.replace("loc_1", "]},\\\"{[").strip();
    String open = JSON.replace("loc_1\"", "loc_1").strip();
    try (ReplaySource source =
        open("a.json", "[1,\n" + tricky + ",\n[2, {}],\n" + open + ",\n{},,\n" + JSON + "]")) {
      assertThat(readAll(source))
          .extracting(Reading::locationId)
          .containsExactly("]},\"{[", "loc_1");
    }
    assertThat(heard.lines)
        .extracting(Entry.Bad::line, Entry.Bad::code)
        .containsExactly(
            tuple(1L, "wrong-type"),
            tuple(3L, "wrong-type"),
            tuple(4L, "not-json"),
            tuple(5L, "missing-field"),
            tuple(5L, "not-json"));
  }

  @Test
  void namesAnArrayThatIsCutOffAndWhatFollowsOne() throws IOException {
    assertThat(replay("a.json", "[" + JSON + ",{\"timestamp\":")).containsExactly(READING);
    assertThat(replay("b.json", "[" + JSON)).isEmpty();
    assertThat(replay("c.json", "[" + JSON + "]\n" + JSON)).containsExactly(READING);
    assertThat(heard.lines)
        .extracting(Entry.Bad::line, Entry.Bad::code)
        .containsExactly(tuple(2L, "not-json"), tuple(1L, "not-json"), tuple(3L, "not-json"));
  }

  @Test
  void forgetsAnElementOfAbsurdLength() throws IOException {
    String long1 = "{\"x\":\"" + "x".repeat(2 * Bytes.LONGEST) + "\"}";
    assertThat(replay("a.json", "[" + long1 + ",\n" + JSON + "]")).containsExactly(READING);
    assertThat(heard.lines).extracting(Entry.Bad::code).containsExactly("too-large");
  }

  @Test
  void saysWhichColumnsAHeaderHasAndHowTheyAreSeparated() {
    assertThatThrownBy(() -> open("a.csv", "time|location_id|temperature\n"))
        .hasMessageContaining("line 1")
        .hasMessageContaining("no column timestamp")
        .hasMessageContaining("separated by \",\" (see --csv-separator): time|location_id|temp");
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
    assertThatThrownBy(() -> open(Path.of("/no/such.csv")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("/no/such.csv");
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(folder.toString());
  }

  @Test
  void readsStdinOnlyWhenAsked() throws IOException {
    InputStream stdin = new ByteArrayInputStream(JSON.getBytes(StandardCharsets.UTF_8));
    try (ReplaySource source = ReplaySource.open("-", stdin, CsvFormat.USUAL)) {
      assertThat(stdin.available()).isEqualTo(JSON.length());
      assertThat(readAll(source)).containsExactly(READING);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", HEADER, "["})
  void readsNoFurtherThanItMust(String header) throws IOException {
    String line =
        header.equals(HEADER) ? TIME + ",loc_1,21.5\n" : header.isEmpty() ? JSON : JSON + ",";
    byte[] file = (header + line.repeat(20_000)).getBytes(StandardCharsets.UTF_8);
    InputStream stdin = new ByteArrayInputStream(file);
    try (ReplaySource source = ReplaySource.open("-", stdin, CsvFormat.USUAL)) {
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
