package io.geostream.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** POSIX signals, which Java itself sends only two of, and whether a process still runs. */
final class Signals {
  private Signals() {}

  /**
   * Sends a signal to each process; one that is gone is skipped.
   *
   * @param signal its name without SIG
   */
  static void send(String signal, List<Long> pids) {
    if (pids.isEmpty()) {
      return;
    }
    // The shell's own kill: /bin/kill is missing in small images.
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "for p; do kill -" + signal + " \"$p\"; done", "sh"));
    pids.forEach(pid -> command.add(Long.toString(pid)));
    try {
      Process kill =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!kill.waitFor(10, TimeUnit.SECONDS)) {
        throw new StackException("sending SIG" + signal + " to " + pids + " took more than 10 s");
      }
    } catch (IOException e) {
      throw new StackException(
          "cannot send SIG" + signal + " to " + pids + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while sending SIG" + signal, e);
    }
  }

  /**
   * Whether the process is there and is not a zombie. A server that made a session of its own is
   * adopted by process 1, which in a container may never reap it; a zombie has ended.
   */
  static boolean isRunning(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false) && !isZombie(pid);
  }

  private static boolean isZombie(long pid) {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    try {
      String line = Files.readString(stat, java.nio.charset.StandardCharsets.ISO_8859_1);
      return line.startsWith(" Z", line.lastIndexOf(')') + 1);
    } catch (IOException gone) {
      return false; // No /proc on macOS; on Linux the process has just gone, and the handle says
      // so.
    }
  }
}
