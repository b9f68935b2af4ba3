package io.geostream.stack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Sees to it that no process and no folder outlives this JVM, even when it is killed with SIGKILL.
 *
 * <p>A small shell reads what to watch from a pipe that only this JVM holds the other end of. When
 * the JVM ends, however it ends, the kernel closes the pipe; the shell then ends the processes that
 * are left and removes the folders. There is one guard a JVM.
 */
final class ProcessGuard {
  /**
   * Ignores what a terminal sends to the whole foreground process group. At the end of its input:
   * each process gets its signal, and SIGCONT for the case that it is frozen; 5 s later SIGKILL. A
   * folder is removed a second time if a dying process has written to it meanwhile.
   */
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP QUIT TSTP
      pids=
      while IFS= read -r line; do
        rest=${line#* }
        case $line in
          watch\\ *) pids="$pids $rest" ;;
          forget\\ *)
            kept=
            for p in $pids; do [ "${p%%:*}" = "$rest" ] || kept="$kept $p"; done
            pids=$kept ;;
          folder\\ *) set -- "$@" "$rest" ;;
          keep\\ *)
            n=$#
            while [ "$n" -gt 0 ]; do
              f=$1; shift
              [ "$f" = "$rest" ] || set -- "$@" "$f"
              n=$((n - 1))
            done ;;
        esac
      done
      alive() {
        for p in $pids; do kill -0 "${p%%:*}" && return 0; done
        return 1
      }
      for p in $pids; do kill -"${p##*:}" "${p%%:*}"; kill -CONT "${p%%:*}"; done
      n=0
      while [ "$n" -lt 50 ] && alive; do sleep 0.1; n=$((n + 1)); done
      for p in $pids; do kill -KILL "${p%%:*}"; done
      n=0
      while [ "$n" -lt 20 ] && alive; do sleep 0.1; n=$((n + 1)); done
      for f; do
        rm -rf "$f" || { sleep 1; rm -rf "$f"; }
      done
      """;

  private final OutputStream pipe;

  private ProcessGuard(OutputStream pipe) {
    this.pipe = pipe;
  }

  /** The guard of this JVM, started when it is first asked for. */
  static ProcessGuard ofThisJvm() {
    return Holder.GUARD;
  }

  /**
   * Ends the process when this JVM ends.
   *
   * @param signal the name, without SIG, of what it is sent first; SIGKILL follows after 5 s
   */
  void watch(long pid, String signal) {
    say("watch " + pid + ":" + signal);
  }

  /** The process has ended: its number may soon be another one's. */
  void forget(long pid) {
    say("forget " + pid);
  }

  /** Removes the folder with all that is in it when this JVM ends. */
  void watch(Path folder) {
    say("folder " + line(folder));
  }

  /** The folder was removed: whatever takes its name next is not ours. */
  void forget(Path folder) {
    say("keep " + line(folder));
  }

  private static String line(Path folder) {
    String path = folder.toAbsolutePath().normalize().toString();
    if (path.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a folder's name must not hold a line feed: " + path);
    }
    return path;
  }

  private synchronized void say(String line) {
    try {
      pipe.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      pipe.flush();
    } catch (IOException e) {
      throw new StackException("the guard of the child processes is gone: " + e.getMessage(), e);
    }
  }

  private static ProcessGuard start() {
    SupportedSystem.current();
    try {
      // Its output must go nowhere: whoever waits for the end of this JVM's output would wait for
      // the guard too.
      Process shell =
          new ProcessBuilder(List.of("sh", "-c", SCRIPT, "geostream-guard"))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new ProcessGuard(shell.getOutputStream());
    } catch (IOException e) {
      throw new StackException(
          "cannot start the guard of the child processes: " + e.getMessage(), e);
    }
  }

  private static final class Holder {
    static final ProcessGuard GUARD = start();
  }
}
