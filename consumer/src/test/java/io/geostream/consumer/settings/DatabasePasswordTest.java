package io.geostream.consumer.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The password in a file. */
final class DatabasePasswordTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"se cret", "se cret\n", "se cret\r\n", "se cret\n\n", "se cret\r\n\r\n"})
  void lineBreaksAtItsEndAreNotPartOfIt(String text) throws Exception {
    assertThat(read(text)).isEqualTo("se cret");
  }

  @Test
  void otherBlanksArePartOfIt() throws Exception {
    assertThat(read(" a\nb \n")).isEqualTo(" a\nb ");
  }

  private @Nullable String read(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("password"), text);
    return DatabasePassword.of(Map.of("DATABASE_PASSWORD_FILE", file.toString()), null).read();
  }
}
