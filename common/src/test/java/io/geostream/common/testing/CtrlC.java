package io.geostream.common.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Ctrl-C, as a terminal sends it to a program. */
public final class CtrlC {

  private static final List<String> HEEDED = List.of("env", "--default-signal=INT");

  private CtrlC() {}

  /**
   * The command of a program that does not ignore Ctrl-C, although what starts it may: a signal
   * that is ignored when a program is executed stays ignored in it. Skips the test where the
   * machine has no program for that.
   *
   * @param test the name of the test
   */
  public static List<String> heededBy(List<String> command, String test)
      throws IOException, InterruptedException {
    Needs.that(isPossible(), test, "env has no --default-signal on this machine");
    List<String> heeding = new ArrayList<>(HEEDED);
    heeding.addAll(command);
    return heeding;
  }

  private static boolean isPossible() throws IOException, InterruptedException {
    List<String> probe = new ArrayList<>(HEEDED);
    probe.add("true");
    return new ProcessBuilder(probe)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  /** Presses it. */
  public static void press(long pid) throws IOException, InterruptedException {
    // The shell's own kill: /bin/kill is missing in small images.
    int exitCode = new ProcessBuilder("sh", "-c", "kill -INT " + pid).inheritIO().start().waitFor();
    if (exitCode != 0) {
      throw new AssertionError("cannot interrupt process " + pid);
    }
  }
}
