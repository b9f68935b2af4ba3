package io.geostream.common.progress;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Whether stderr is a terminal. */
final class Terminal {

  /** Where Linux shows what stderr is. */
  private static final Path STDERR = Path.of("/proc/self/fd/2");

  private Terminal() {}

  /** Whether stderr is shown on a terminal, as far as that can be found out. */
  static boolean isStderr() {
    return isInteractive(System.console()) && !isRedirected(STDERR);
  }

  /** From Java 22 on there is a console without a terminal, and a method that reports this. */
  private static boolean isInteractive(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** The console means stdin and stdout: stderr may still go into a file. */
  static boolean isRedirected(Path stderr) {
    try {
      String target = Files.readSymbolicLink(stderr).toString();
      return !target.startsWith("/dev/") || target.equals("/dev/null");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
