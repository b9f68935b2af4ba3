package io.geostream.common.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProgressReportTest {

  /** Keeps what is shown, in the form of a log line. */
  private static final class Lines implements Display {
    private final List<String> shown = new ArrayList<>();
    private int cleared;

    @Override
    public Duration period() {
      return Duration.ofSeconds(5);
    }

    @Override
    public void show(Snapshot snapshot) {
      shown.add(LogDisplay.line(snapshot));
    }

    @Override
    public void clear() {
      cleared++;
    }
  }

  private final Lines lines = new Lines();
  private long nanos = -7; // nanoTime() may begin anywhere

  private ProgressReport report(Unit unit, OptionalLong total) {
    return new ProgressReport("copy", unit, total, lines, () -> nanos);
  }

  private void pass(int seconds) {
    nanos += Duration.ofSeconds(seconds).toNanos();
  }

  @Test
  void saysHowMuchIsDoneOfHowManyAtWhichRateAndHowLongItTakes() {
    ProgressReport report = report(new Unit("rows"), OptionalLong.of(3_000_000));
    report.at(0);
    pass(10);
    report.at(1_000_000);
    assertThat(lines.shown)
        .containsExactly("copy: 33 %, 1,000,000 of 3,000,000 rows, 100,000/s, 20s left");
  }

  @Test
  void saysNothingMoreThanEveryFewSeconds() {
    ProgressReport report = report(new Unit("rows"), OptionalLong.of(100));
    for (int second = 0; second <= 14; second++) {
      report.at(second);
      pass(1);
    }
    assertThat(lines.shown).hasSize(2);
  }

  @Test
  void saysNothingOfShortWork() {
    ProgressReport report = report(new Unit("rows"), OptionalLong.of(100));
    report.at(0);
    pass(4);
    report.at(100);
    report.close();
    assertThat(lines.shown).isEmpty();
    assertThat(lines.cleared).isZero();
  }

  @Test
  void clearsWhatItHasShown() {
    ProgressReport report = report(new Unit("rows"), OptionalLong.of(100));
    report.at(0);
    pass(5);
    report.at(50);
    report.close();
    report.close();
    assertThat(lines.cleared).isEqualTo(1);
  }

  @Test
  void doesNotGuessWithoutATotal() {
    ProgressReport report = report(Unit.BYTES, OptionalLong.empty());
    report.at(0);
    pass(5);
    report.at(15 << 20);
    assertThat(lines.shown).containsExactly("copy: 15.0 MiB, 3.0 MiB/s");
  }

  @Test
  void doesNotTakeWhatWasDoneBeforeForItsOwnRate() {
    ProgressReport report = report(new Unit("rows"), OptionalLong.of(1_000));
    report.at(900);
    pass(10);
    report.at(905);
    assertThat(lines.shown).containsExactly("copy: 90 %, 905 of 1,000 rows, 0.5/s, 3m 10s left");
  }

  @Test
  void forgetsTheRateOfLongAgo() {
    ProgressReport report = report(new Unit("rows"), OptionalLong.of(1_000_000));
    report.at(0);
    pass(5);
    report.at(500_000);
    for (int i = 1; i <= 20; i++) {
      pass(5);
      report.at(500_000 + i * 500);
    }
    assertThat(lines.shown).last().asString().contains(" 100/s, 1h 21m left");
  }

  @Test
  void promisesNoEndWhileNothingMoves() {
    ProgressReport report = report(new Unit("chunks"), OptionalLong.of(10));
    report.at(4);
    pass(5);
    report.at(4);
    assertThat(lines.shown).containsExactly("copy: 40 %, 4 of 10 chunks, 0/s");
  }

  @Test
  void addsTheDetail() {
    ProgressReport report = report(new Unit("letters"), OptionalLong.of(10));
    report.at(0);
    pass(5);
    report.at(5, () -> "3 replayed");
    assertThat(lines.shown)
        .containsExactly("copy: 50 %, 5 of 10 letters, 1/s, 5s left; 3 replayed");
  }

  @Test
  void isNotDoneBeforeTheEnd() {
    assertThat(LogDisplay.line(snapshot(999, OptionalLong.of(1_000)))).contains("99 %");
    assertThat(LogDisplay.line(snapshot(1_001, OptionalLong.of(1_000))))
        .contains("100 %", "0s left");
    assertThat(LogDisplay.line(snapshot(0, OptionalLong.of(0)))).contains("0 of 0");
  }

  @Test
  void writesNumbersAlikeInEachCountry() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat(LogDisplay.line(snapshot(1_234, OptionalLong.of(5_678))))
          .isEqualTo("copy: 21 %, 1,234 of 5,678 rows, 10/s, 7m 25s left");
      assertThat(BarDisplay.line(snapshot(1_234, OptionalLong.of(5_678)))).contains("21 % 1,234");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0 bytes", "1023, 1023 bytes", "1024, 1.0 KiB", "1610612736, 1.5 GiB"})
  void writesBytesInBinaryUnits(long bytes, String text) {
    assertThat(Unit.BYTES.number((double) bytes)).isEqualTo(text);
  }

  @Test
  void drawsABarThatFitsIntoALineAndIsDrawnOver() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BarDisplay bar = new BarDisplay(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    bar.show(snapshot(500, OptionalLong.of(1_000)));
    bar.clear();
    String drawn = "copy [###############...............]  50 % 500 of 1,000 rows, 10/s, 50s left";
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("\r%-79s\r\r%-79s\r".formatted(drawn, ""));
  }

  @Test
  void aLineTakesThePlaceOfTheBar() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BarDisplay bar = new BarDisplay(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    bar.show(snapshot(500, OptionalLong.of(1_000)));
    bytes.reset();
    ProgressReport.clearBar();
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("\r%-79s\r".formatted(""));
    ProgressReport.clearBar();
    bar.clear();
    assertThat(bytes.toString(StandardCharsets.UTF_8)).as("once").hasSize(81);
  }

  @Test
  void aBarShowsNothingThatATerminalWouldObey() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BarDisplay bar = new BarDisplay(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    bar.show(new Snapshot("a\u001b[2J", new Unit("rows"), 1, OptionalLong.of(2), 1, ""));
    bar.clear();
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("a\ufffd[2J")
        .doesNotContain("\u001b");
  }

  @Test
  void leavesTheBarOutWhereThereIsNoRoom() {
    Snapshot snapshot =
        new Snapshot("w".repeat(60), new Unit("rows"), 1, OptionalLong.of(2), 1, "a long detail");
    assertThat(BarDisplay.line(snapshot))
        .hasSize(BarDisplay.WIDTH)
        .startsWith("w".repeat(60) + ": 50 %");
  }

  @Test
  void takesAFileForNoTerminal(@TempDir Path folder) throws IOException {
    assertThat(Terminal.isRedirected(link(folder, "file", "/tmp/log"))).isTrue();
    assertThat(Terminal.isRedirected(link(folder, "pipe", "pipe:[123]"))).isTrue();
    assertThat(Terminal.isRedirected(link(folder, "null", "/dev/null"))).isTrue();
    assertThat(Terminal.isRedirected(link(folder, "terminal", "/dev/pts/3"))).isFalse();
    assertThat(Terminal.isRedirected(folder.resolve("not-linux"))).isFalse();
  }

  private static Path link(Path folder, String name, String target) throws IOException {
    return Files.createSymbolicLink(folder.resolve(name), Path.of(target));
  }

  private static Snapshot snapshot(long done, OptionalLong total) {
    return new Snapshot("copy", new Unit("rows"), done, total, 10, "");
  }
}
