package io.geostream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @Test
  void wrapsATextBesideItsLabel() {
    screen(false).say("database", "word ".repeat(40).strip());

    assertThat(shown().lines())
        .hasSize(4)
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(shown()).startsWith("  database    word").contains("\n" + " ".repeat(14) + "word");
  }

  @Test
  void keepsWhatIsToBeCopiedInOnePiece() {
    screen(false).sayWhole("SQL", "psql " + "x".repeat(100));

    assertThat(shown()).isEqualTo("  SQL         psql " + "x".repeat(100) + "\n");
  }

  @Test
  void rewritesTheLiveLineOnATerminal() {
    Screen screen = screen(true);
    screen.live("one");
    screen.live("two");
    screen.say("done");

    // The second one begins at the margin of the first; a line feed comes with the next text only.
    assertThat(shown().replaceAll("\033\\[[?\\d]*[a-zA-Z]", "")).isEqualTo("\rone\rtwo\ndone\n");
  }

  @Test
  void writesPlainLinesElsewhereAndNothingThatOnlyPasses() {
    Screen screen = screen(false);
    screen.live("one");
    screen.passing("99 to go");
    screen.live("two");

    assertThat(shown()).isEqualTo("one\ntwo\n");
  }

  @Test
  void printsAFaultOnItsOwnStreamAfterTheEndOfTheLiveLine() {
    Screen screen = screen(true);
    screen.live("one");
    screen.fail("V1…V7");

    assertThat(errors.toString(StandardCharsets.UTF_8)).isEqualTo("demo: V1…V7\n");
    assertThat(shown()).endsWith("\n");
  }

  private Screen screen(boolean terminal) {
    return new Screen(stream(bytes), stream(errors), terminal);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
