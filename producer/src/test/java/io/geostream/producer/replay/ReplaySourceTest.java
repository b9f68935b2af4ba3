package io.geostream.producer.replay;

import static io.geostream.producer.replay.ReplayedFiles.HEADER;
import static io.geostream.producer.replay.ReplayedFiles.JSON;
import static io.geostream.producer.replay.ReplayedFiles.READING;
import static io.geostream.producer.replay.ReplayedFiles.TIME;
import static io.geostream.producer.replay.ReplayedFiles.assertProblem;
import static io.geostream.producer.replay.ReplayedFiles.key;
import static io.geostream.producer.replay.ReplayedFiles.messages;
import static io.geostream.producer.replay.ReplayedFiles.readAll;
import static io.geostream.producer.replay.ReplayedFiles.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.geostream.common.mapping.file.MappingFile;
import io.geostream.common.settings.SettingException;
import io.geostream.producer.Message;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and stdin of any format: what they hold, what is reported of them, and what is refused. */
final class ReplaySourceTest {

  private ReplayedFiles files;

  @BeforeEach
  void begin(@TempDir Path folder) {
    files = new ReplayedFiles(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.ndjson", "a.jsonl", "a", "a.txt"})
  void readsNdjsonWithBlankLinesAndWindowsLineEnds(String name) throws IOException {
    assertThat(files.replay(name, "\n" + JSON + " \r\n\n" + JSON.strip() + "\r\n" + JSON.strip()))
        .containsExactly(READING, READING, READING);
  }

  @Test
  void sendsALineByteForByte() throws IOException {
    String line =
        " \t{ \"location_id\":\"Z\\u00fcrich\", \"note\":[1,  {}],\t\"temperature\":2.150e1,\"timestamp\":\"2026-11-22 20:07:56+00\",\"humidity\":null }\t ";
    try (ReplaySource source = files.open("a.ndjson", line + "\r\n")) {
      Message message = messages(source).get(0);
      assertThat(text(message)).isEqualTo(line);
      assertThat(key(message)).isEqualTo("Zürich");
    }
    assertThat(files.totals()).containsExactly(new ReplayListener.Totals(1, 0, 1));
  }

  @Test
  void skipsAByteOrderMark() throws IOException {
    assertThat(files.replay("a.csv", "\ufeff" + HEADER + TIME + ",loc_1,21.5\n"))
        .containsExactly(READING);
    assertThat(files.replay("a", "\ufeff" + JSON)).containsExactly(READING);
  }

  @Test
  void namesBadLinesOfNdjson() throws IOException {
    try (ReplaySource source = files.open("a.ndjson", JSON + "\nnonsense\n{}\n" + JSON)) {
      assertThat(readAll(source)).containsExactly(READING, READING);
      assertProblem(source, "a.ndjson", 2, 4, 3, "not-json");
    }
    assertThat(files.badLines())
        .extracting(Entry.Bad::line, Entry.Bad::code)
        .containsExactly(tuple(3L, "not-json"), tuple(4L, "missing-field"));
  }

  @Test
  void namesAHundredBadLinesAndCountsTheRest() throws IOException {
    try (ReplaySource source = files.open("a.ndjson", "x\n".repeat(1_000))) {
      assertThat(readAll(source)).isEmpty();
      assertProblem(source, "a.ndjson", 1_000, 1_000, 1, "not-json");
    }
    assertThat(files.badLines()).hasSize(100);
    assertThat(files.stopsNaming()).isEqualTo(1);
    assertThat(files.totals()).containsExactly(new ReplayListener.Totals(0, 1_000, 0));
  }

  @Test
  void hasNoProblemWithAGoodFile() throws IOException {
    try (ReplaySource source = files.open("a", JSON)) {
      readAll(source);
      assertThat(source.problem()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", " \r\n \n", HEADER, "[]", "[ \n ]\n"})
  void aFileWithoutAMessageIsAProblem(String content) throws IOException {
    try (ReplaySource source = files.open("a", content)) {
      assertThat(readAll(source)).isEmpty();
      assertThat(source.problem()).contains("a holds no message");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.csv", "a.ndjson", "a.json"})
  void refusesAnEmptyFile(String name) {
    assertThatThrownBy(() -> files.open(name, ""))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(name + " is empty");
  }

  @Test
  void readsLinesThatEndWithCr() throws IOException {
    String line = TIME + ",loc_1,21.5\r";
    assertThat(files.replay("a.csv", HEADER.replace('\n', '\r') + line + line))
        .containsExactly(READING, READING);
    assertThat(files.replay("a.ndjson", (JSON + JSON).replace('\n', '\r')))
        .containsExactly(READING, READING);
  }

  @Test
  void refusesOtherPackingsAndEncodings() throws IOException {
    Path zip = Files.write(files.path("a.xlsx"), new byte[] {'P', 'K', 3, 4, 0, 0});
    assertThatThrownBy(() -> files.open(zip))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("ZIP");
    Path utf16 = Files.write(files.path("a.csv"), HEADER.getBytes(StandardCharsets.UTF_16));
    assertThatThrownBy(() -> files.open(utf16))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("UTF-16");
  }

  @Test
  void refusesAFileThatCannotBeRead() {
    assertThatThrownBy(() -> files.open(Path.of("/no/such.csv")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("/no/such.csv");
    assertThatThrownBy(() -> files.open(files.path(".")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(files.path(".").toString());
  }

  @Test
  void readsStdinOnlyWhenAsked() throws IOException {
    InputStream stdin = new ByteArrayInputStream(JSON.getBytes(StandardCharsets.UTF_8));
    try (ReplaySource source = onStdin(stdin)) {
      assertThat(stdin.available()).isEqualTo(JSON.length());
      assertThat(readAll(source)).containsExactly(READING);
    }
  }

  private static ReplaySource onStdin(InputStream stdin) {
    return ReplaySource.open("-", stdin, CsvFormat.USUAL, MappingFile.builtIn());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", HEADER, "["})
  void readsNoFurtherThanItMust(String header) throws IOException {
    String line =
        header.equals(HEADER) ? TIME + ",loc_1,21.5\n" : header.isEmpty() ? JSON : JSON + ",";
    byte[] file = (header + line.repeat(20_000)).getBytes(StandardCharsets.UTF_8);
    InputStream stdin = new ByteArrayInputStream(file);
    try (ReplaySource source = onStdin(stdin)) {
      for (int i = 1; i <= 20_000; i++) {
        assertThat(source.next()).extracting(ReplayedFiles::text).isEqualTo(READING);
        int taken = file.length - stdin.available();
        assertThat(taken).isLessThanOrEqualTo(header.length() + i * line.length() + (1 << 16));
      }
    }
  }

  @Test
  void forgetsALineOfAbsurdLengthAndGoesOnWithTheNext() throws IOException {
    try (ReplaySource source =
        files.open("a.ndjson", " ".repeat(2 * Bytes.LONGEST) + JSON + JSON)) {
      assertThat(readAll(source)).containsExactly(READING);
      assertProblem(source, "a.ndjson", 1, 2, 1, "too-large");
    }
    assertThat(files.badLines())
        .extracting(Entry.Bad::line, Entry.Bad::code)
        .containsExactly(tuple(1L, "too-large"));
  }
}
