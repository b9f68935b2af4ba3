package io.geostream.producer.replay;

import static io.geostream.producer.replay.ReplayedFiles.HEADER;
import static io.geostream.producer.replay.ReplayedFiles.JSON;
import static io.geostream.producer.replay.ReplayedFiles.READING;
import static io.geostream.producer.replay.ReplayedFiles.TIME;
import static io.geostream.producer.replay.ReplayedFiles.gzip;
import static io.geostream.producer.replay.ReplayedFiles.joined;
import static io.geostream.producer.replay.ReplayedFiles.readAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.mapping.file.MappingFile;
import io.geostream.common.settings.SettingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that gzip has packed. */
final class ReplayedGzipTest {

  private ReplayedFiles files;

  @BeforeEach
  void begin(@TempDir Path folder) {
    files = new ReplayedFiles(folder);
  }

  @Test
  void unpacksGzipByItsFirstBytes() throws IOException {
    for (String name : List.of("a.csv.gz", "a.CSV.GZ", "a")) {
      Path file = files.path(name);
      Files.write(file, gzip(HEADER + TIME + ",loc_1,21.5\n"));
      assertThat(files.replay(file, CsvFormat.USUAL)).containsExactly(READING);
    }
    Path file = files.path("a.ndjson.gz");
    Files.write(file, gzip(JSON));
    assertThat(files.replay(file, CsvFormat.USUAL)).containsExactly(READING);
  }

  @Test
  void unpacksGzipFromAPipeToItsLastMember() throws IOException {
    InputStream pipe =
        new SequenceInputStream(
            new ByteArrayInputStream(gzip(JSON)), new ByteArrayInputStream(gzip(JSON)));
    try (ReplaySource source =
        ReplaySource.open("-", pipe, CsvFormat.USUAL, MappingFile.builtIn())) {
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
    Path file = files.path(name);
    Files.write(file, Arrays.copyOf(packed, packed.length - 20));
    try (ReplaySource source = files.open(file)) {
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
      Path file = Files.write(files.path("a.gz"), joined(member, rest));
      try (ReplaySource source = files.open(file)) {
        assertThatThrownBy(() -> readAll(source))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("a.gz is cut off or damaged");
      }
    }
  }

  @Test
  void takesZerosAfterTheLastMemberForPadding() throws IOException {
    Path file = files.path("a.gz");
    Files.write(file, joined(joined(gzip(JSON), gzip(JSON)), new byte[512]));
    assertThat(files.replay(file, CsvFormat.USUAL)).containsExactly(READING, READING);
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
    Path file = Files.write(files.path("a.gz"), joined(joined(header, parts), rest));
    assertThat(files.replay(file, CsvFormat.USUAL)).containsExactly(READING);
  }

  @Test
  void namesAFileWhoseContentIsNotWhatWasPacked() throws IOException {
    byte[] packed = gzip(JSON);
    packed[packed.length - 8] ^= 1; // in the checksum
    Path file = Files.write(files.path("a.gz"), packed);
    try (ReplaySource source = files.open(file)) {
      assertThatThrownBy(() -> readAll(source)).hasMessageContaining("a.gz is cut off or damaged");
    }
  }

  @Test
  void refusesAFileThatIsCutOffBeforeItsFirstByte() throws IOException {
    Path file = Files.write(files.path("a.gz"), Arrays.copyOf(gzip(JSON), 12));
    assertThatThrownBy(() -> files.open(file))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("a.gz is cut off or damaged");
  }
}
