package io.geostream.producer.replay;

import static io.geostream.producer.replay.ReplayedFiles.JSON;
import static io.geostream.producer.replay.ReplayedFiles.READING;
import static io.geostream.producer.replay.ReplayedFiles.readAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JSON array of readings. */
final class ReplayedArrayTest {

  private ReplayedFiles files;

  @BeforeEach
  void begin(@TempDir Path folder) {
    files = new ReplayedFiles(folder);
  }

  @Test
  void readsAnArrayByteForByte() throws IOException {
    String pretty = JSON.replace(",", ",\r\n    ").replace("{", "{\n").strip();
    assertThat(files.replay("a.json", "\n[\n" + pretty + ",\n" + JSON + "]\n"))
        .containsExactly(pretty, READING);
    assertThat(files.replay("a", "[" + JSON.strip() + "," + JSON.strip() + "]"))
        .containsExactly(READING, READING);
  }

  @Test
  void namesBadElementsOfAnArrayAndReadsTheOthers() throws IOException {
    String tricky = JSON.replace("loc_1", "]},\\\"{[").strip();
    String open = JSON.replace("loc_1\"", "loc_1").strip();
    try (ReplaySource source =
        files.open(
            "a.json", "[1,\n" + tricky + ",\n[2, {}],\n" + open + ",\n{},,\n" + JSON + "]")) {
      assertThat(readAll(source)).containsExactly(tricky, READING);
    }
    assertThat(files.badLines())
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
    assertThat(files.replay("a.json", "[" + JSON + ",{\"timestamp\":")).containsExactly(READING);
    assertThat(files.replay("b.json", "[" + JSON)).isEmpty();
    assertThat(files.replay("c.json", "[" + JSON + "]\n" + JSON)).containsExactly(READING);
    assertThat(files.badLines())
        .extracting(Entry.Bad::line, Entry.Bad::code)
        .containsExactly(tuple(2L, "not-json"), tuple(1L, "not-json"), tuple(3L, "not-json"));
  }

  @Test
  void forgetsAnElementOfAbsurdLength() throws IOException {
    String long1 = "{\"x\":\"" + "x".repeat(2 * Bytes.LONGEST) + "\"}";
    assertThat(files.replay("a.json", "[" + long1 + ",\n" + JSON + "]")).containsExactly(READING);
    assertThat(files.badLines()).extracting(Entry.Bad::code).containsExactly("too-large");
  }
}
