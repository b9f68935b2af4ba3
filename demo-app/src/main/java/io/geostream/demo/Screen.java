package io.geostream.demo;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What people see. On a terminal the live line stays in its place; elsewhere each is a line. */
final class Screen {

  private static final int WIDTH = 80;
  private static final int INDENT = 14;

  /** Back to the margin; no wrapping, which would break a narrow terminal's line in two. */
  private static final String REWRITE = "\r\033[?7l";

  private static final String REWRITTEN = "\033[K\033[?7h";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private boolean lineOpen;

  Screen(PrintStream out, PrintStream err, boolean terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  static Screen ofThisProcess() {
    return new Screen(stream(FileDescriptor.out), stream(FileDescriptor.err), isTerminal());
  }

  /** Always UTF-8: a locale of C says nothing about the terminal. */
  private static PrintStream stream(FileDescriptor file) {
    return new PrintStream(new FileOutputStream(file), true, StandardCharsets.UTF_8);
  }

  /** Asks the shell: {@code System.console()} answers for standard input too, and not always. */
  private static boolean isTerminal() {
    try {
      return new ProcessBuilder("sh", "-c", "test -t 1").inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** How often a live line is worth it. */
  Duration livePeriod() {
    return Duration.ofSeconds(terminal ? 1 : 5);
  }

  /** A line. */
  void say(String line) {
    endLive();
    out.println(line);
  }

  /** A text after a label that is to be copied, and so stays in one piece. */
  void sayWhole(String label, String text) {
    say(labelled(label) + text);
  }

  /** A text after a label, wrapped beside it. */
  void say(String label, String text) {
    StringBuilder line = new StringBuilder(labelled(label));
    int start = line.length();
    for (String word : text.split(" ", -1)) {
      if (line.length() > start && line.length() + word.length() >= WIDTH) {
        say(line.toString().stripTrailing());
        line = new StringBuilder(" ".repeat(INDENT));
      }
      line.append(word).append(' ');
    }
    say(line.toString().stripTrailing());
  }

  private static String labelled(String label) {
    return ("  " + label + " ".repeat(INDENT)).substring(0, INDENT);
  }

  /** The line that takes the place of the one before. */
  void live(String line) {
    if (!terminal) {
      out.println(line);
      return;
    }
    out.print(REWRITE + line + REWRITTEN);
    out.flush();
    lineOpen = true;
  }

  /** A line that only passes by, on a terminal. */
  void passing(String line) {
    if (terminal) {
      live(line);
    }
  }

  /** What went wrong. */
  void fail(String message) {
    endLive();
    err.println("demo: " + message);
  }

  private void endLive() {
    if (lineOpen) {
      out.println();
      lineOpen = false;
    }
  }
}
