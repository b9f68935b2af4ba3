package io.geostream.common.progress;

import io.geostream.common.text.Printable;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A bar on a terminal, drawn over and over in one line. The cursor waits at the start of the line.
 * Other output calls {@link #clearShown} first and takes the place of the bar, which is drawn again
 * below.
 */
final class BarDisplay implements Display {

  /** A longer line would wrap on a terminal of the usual width, and could not be drawn over. */
  static final int WIDTH = 79;

  private static final int LONGEST_BAR = 30;
  private static final int SHORTEST_BAR = 5;
  private static final int FRAME = " [] 100 % ".length();

  /** The bar on the terminal at present; guarded by the class. */
  private static @Nullable BarDisplay shown;

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
    synchronized (BarDisplay.class) {
      draw(line(snapshot));
      shown = this;
    }
  }

  @Override
  public void clear() {
    clearShown();
  }

  /** Clears a bar that is shown. */
  static void clearShown() {
    synchronized (BarDisplay.class) {
      if (shown != null) {
        shown.draw("");
        shown = null;
      }
    }
  }

  private void draw(String line) {
    terminal.print(String.format(Locale.ROOT, "\r%-" + WIDTH + "s\r", Printable.oneLine(line)));
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
