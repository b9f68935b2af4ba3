package io.geostream.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

  @TempDir Path folder;

  @Test
  void readsTheLastLinesWithAllTheirCharactersAndHalfAOne() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(
        IntStream.rangeClosed(1, 30)
            .mapToObj(line -> "V" + line + "…\n")
            .collect(Collectors.joining())
            .getBytes(UTF_8));
    bytes.writeBytes(new byte[] {'V', (byte) 0xe2, (byte) 0x80});
    Path log = Files.write(folder.resolve("some.log"), bytes.toByteArray());
    assertThat(LogTail.of(log).lines())
        .hasSize(25)
        .startsWith("V7…", "V8…")
        .endsWith("V30…", "V\ufffd");
  }

  @Test
  void saysWhichLogCannotBeRead() {
    Path none = folder.resolve("none.log");
    assertThat(LogTail.of(none)).contains(none.toString());
  }
}
