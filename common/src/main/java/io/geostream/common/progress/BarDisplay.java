package io.geostream.common.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * A bar on a terminal, drawn over and over in one line. The cursor waits at the line's begin, so
 * that a log line takes the place of the bar, which is drawn again below.
 */
final class BarDisplay implements Display {

  /** A longer line would wrap on a terminal of the usual width, and could not be drawn over. */
  static final int WIDTH = 79;

  private static final int LONGEST_BAR = 30;
  private static final int SHORTEST_BAR = 5;
  private static final int FRAME = " [] 100 % ".length();

  private final PrintStream terminal;

  BarDisplay(PrintStream terminal) {
    this.terminal = terminal;
  }

  @Override
  public Duration period() {
    return Duration.ofMillis(500);
  }

  @Override
  public void show(Snapshot snapshot) {
    draw(line(snapshot));
  }

  @Override
  public void clear() {
    draw("");
  }

  private void draw(String line) {
    terminal.print(String.format(Locale.ROOT, "\r%-" + WIDTH + "s\r", line));
    terminal.flush();
  }

  static String line(Snapshot snapshot) {
    int room = WIDTH - FRAME - snapshot.work().length() - snapshot.numbers().length();
    String line =
        snapshot.total().isEmpty() || room < SHORTEST_BAR
            ? LogDisplay.line(snapshot)
            : snapshot.work() + bar(snapshot.share(), Math.min(room, LONGEST_BAR), snapshot);
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH);
  }

  private static String bar(double share, int width, Snapshot snapshot) {
    int full = (int) (share * width);
    return String.format(
        Locale.ROOT,
        " [%s%s] %3.0f %% %s",
        "#".repeat(full),
        ".".repeat(width - full),
        Math.floor(share * 100),
        snapshot.numbers());
  }
}
