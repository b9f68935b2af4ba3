package io.geostream.demo;

import io.geostream.common.daemon.StopSignal;
import java.util.concurrent.CompletableFuture;

/**
 * Ctrl-C and SIGTERM. The JVM itself would end with 130 or 143 whatever came of the check; somebody
 * who ends a demo that went well expects 0. So the demo's own exit code is put in its place.
 */
final class Interruption {

  private final CompletableFuture<Integer> result = new CompletableFuture<>();

  private Interruption() {}

  /** From now on a signal requests a stop, and the JVM waits until {@link #finished}. */
  static Interruption install(StopSignal stop) {
    Interruption interruption = new Interruption();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> interruption.stopInOrder(stop), "interruption"));
    return interruption;
  }

  /** All is closed. */
  void finished(int exitCode) {
    result.complete(exitCode);
  }

  /** Waits without an end of its own: each step of the demo has one. */
  private void stopInOrder(StopSignal stop) {
    if (result.isDone()) {
      return; // the orderly end of the JVM, with that exit code
    }
    stop.request();
    int exitCode = result.join();
    if (exitCode != Demo.EXIT_NOT_CHECKED) {
      Runtime.getRuntime().halt(exitCode);
    }
  }
}
