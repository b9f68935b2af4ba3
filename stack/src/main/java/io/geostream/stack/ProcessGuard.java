package io.geostream.stack;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sees to it that no process, no folder and no container outlives this JVM, even when it is killed
 * with SIGKILL.
 *
 * <p>A small shell reads what to watch from a pipe that only this JVM holds the other end of. When
 * the JVM ends, however it ends, the kernel closes the pipe; the shell then ends the processes that
 * are left and removes the folders and containers. There is one guard a JVM.
 */
public final class ProcessGuard {
  private static final String SCRIPT = "process-guard.sh";

  private final Process shell;
  private final OutputStream pipe;
  private boolean ended;

  private ProcessGuard(Process shell) {
    this.shell = shell;
    this.pipe = shell.getOutputStream();
  }

  /** Makes a file or a folder. */
  interface Creation {
    Path create() throws IOException;
  }

  /** The guard of this JVM, started when it is first asked for. */
  static ProcessGuard ofThisJvm() {
    return Holder.GUARD;
  }

  /**
   * Cleans up now instead of after this JVM: for a JVM that is to end at once, even while it starts
   * something. Threads that want to start more wait for the end.
   *
   * @param atMost how long to wait until all is gone; after that the guard continues alone
   */
  public static void endAll(Duration atMost) {
    ProcessGuard guard = ofThisJvm();
    guard.end();
    try {
      boolean unused = guard.shell.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void end() {
    ended = true;
    try {
      pipe.close();
    } catch (IOException e) {
      throw new StackException("the guard of the child processes is gone: " + e.getMessage(), e);
    }
  }

  /**
   * Starts a process and watches it.
   *
   * @param signal the name, without SIG, of what it is sent first when this JVM ends; SIGKILL
   *     follows after 5 s
   */
  synchronized Process start(ProcessBuilder builder, String signal) throws IOException {
    awaitStarts();
    Process process = builder.start();
    watch(process.pid(), signal);
    return process;
  }

  /** Ends the process when this JVM ends; see {@link #start}. */
  synchronized void watch(long pid, String signal) {
    awaitStarts();
    say("watch " + pid + ":" + signal);
  }

  /** The process has ended: its id may soon be reused. */
  void forget(long pid) {
    say("forget " + pid);
  }

  /** Makes a file or a folder, and removes it with all that is in it when this JVM ends. */
  synchronized Path make(Creation creation) throws IOException {
    awaitStarts();
    Path made = creation.create();
    say("folder " + line(made));
    return made;
  }

  /** It was removed: the next file of its name is not ours. */
  void forget(Path made) {
    say("keep " + line(made));
  }

  /**
   * Removes the container when this JVM ends.
   *
   * @param container the engine's address, its name as the fragment; it may be yet to be made
   */
  synchronized void watch(URI container) {
    awaitStarts();
    say("container " + container);
  }

  /** The container was removed, or not made. */
  void forget(URI container) {
    say("removed " + container);
  }

  private static String line(Path path) {
    String text = path.toAbsolutePath().normalize().toString();
    if (text.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a folder's name must not hold a line feed: " + text);
    }
    return text;
  }

  private synchronized void say(String line) {
    if (ended) {
      return;
    }
    try {
      pipe.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      pipe.flush();
    } catch (IOException e) {
      throw new StackException("the guard of the child processes is gone: " + e.getMessage(), e);
    }
  }

  /** Returns if something may still be started, and waits for the end of this JVM otherwise. */
  synchronized void awaitStarts() {
    try {
      while (ended) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("this JVM ends", e);
    }
  }

  private static ProcessGuard start() {
    SupportedSystem.current();
    try {
      // Its output must go nowhere: a program that reads this JVM's output to its end would wait
      // for
      // the guard too.
      ProcessBuilder builder =
          new ProcessBuilder(
                  List.of(
                      "sh", "-c", PackedFile.read(ProcessGuard.class, SCRIPT), "geostream-guard"))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().put("GUARD_JAVA", ChildJvm.java());
      builder.environment().put("GUARD_CLASSPATH", System.getProperty("java.class.path", ""));
      return new ProcessGuard(builder.start());
    } catch (IOException e) {
      throw new StackException(
          "cannot start the guard of the child processes: " + e.getMessage(), e);
    }
  }

  private static final class Holder {
    static final ProcessGuard GUARD = start();
  }
}
