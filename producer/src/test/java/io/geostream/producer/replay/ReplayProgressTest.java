package io.geostream.producer.replay;

import static io.geostream.producer.replay.ReplayedFiles.HEADER;
import static io.geostream.producer.replay.ReplayedFiles.JSON;
import static io.geostream.producer.replay.ReplayedFiles.TIME;
import static io.geostream.producer.replay.ReplayedFiles.gzip;
import static io.geostream.producer.replay.ReplayedFiles.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.progress.RecordedProgress.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far a replay is: the readings that were given, not what was read ahead. */
final class ReplayProgressTest {

  private static final int READINGS = 100;
  private static final long TRAILER = 8; // of gzip, read after the last reading
  private static final String CSV_LINE = TIME + ",loc_1,21.5\n";

  private ReplayedFiles files;

  @BeforeEach
  void begin(@TempDir Path folder) {
    files = new ReplayedFiles(folder);
  }

  @Test
  void isTheBytesOfTheReadingsSoFar() throws IOException {
    files.replay("a.ndjson", JSON.repeat(READINGS));
    assertThat(done())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, READINGS).mapToObj(n -> (long) n * JSON.length()).toList());
    Shown last = files.progress().get(READINGS - 1);
    assertThat(last.work()).contains("a.ndjson");
    assertThat(last.unit()).isEqualTo("bytes");
    assertThat(last.total()).isEqualTo(OptionalLong.of((long) READINGS * JSON.length()));
    assertThat(last.detail()).contains(Integer.toString(READINGS));
  }

  @Test
  void isTheSameOfCsvWithItsHeader() throws IOException {
    files.replay("a.csv", HEADER + CSV_LINE.repeat(READINGS));
    assertThat(done())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, READINGS)
                .mapToObj(n -> HEADER.length() + (long) n * CSV_LINE.length())
                .toList());
  }

  /** One that fits into the buffers, and one that does not. */
  @ParameterizedTest
  @ValueSource(ints = {READINGS, 100 * READINGS})
  void isInProportionOfAPackedFile(int readings) throws IOException {
    byte[] packed = gzip(JSON.repeat(readings));
    try (ReplaySource source = files.open(Files.write(files.path("a.gz"), packed))) {
      readAll(source);
    }
    assertThat(done()).hasSize(readings).isSorted().last().isEqualTo(packed.length - TRAILER);
    for (int part = 1; part < 10; part++) {
      double share = (double) done().get(readings * part / 10) / packed.length;
      assertThat(share).isBetween(part / 10.0 - 0.2, part / 10.0 + 0.2);
    }
  }

  private List<Long> done() {
    return files.progress().stream().map(Shown::done).toList();
  }
}
