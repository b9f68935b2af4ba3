package io.geostream.demo;

import io.geostream.common.daemon.StopSignal;
import io.geostream.stack.ProcessGuard;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ctrl-C and SIGTERM. Before the first reading there is nothing to check: all that was started is
 * ended at once, whatever it is doing. Later they request a stop, and as the JVM itself would end
 * with 130 or 143 whatever came of the check, the demo's own exit code is put in its place.
 */
final class Interruption {

  private static final Duration END = Duration.ofSeconds(2);

  private final StopSignal stop = new StopSignal();
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.STARTING);
  private final CompletableFuture<Integer> result = new CompletableFuture<>();

  private Interruption() {}

  private enum Phase {
    STARTING,
    STARTED,
    STOPPED_EARLY
  }

  /**
   * From now on signals are answered.
   *
   * @param whenEarly run at a signal before {@link #started}
   */
  static Interruption install(Runnable whenEarly) {
    Interruption interruption = new Interruption();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> interruption.onSignal(whenEarly), "interruption"));
    return interruption;
  }

  /** Requested by a signal. */
  StopSignal stop() {
    return stop;
  }

  /**
   * The first reading may flow: from now on a signal means a stop in order. Does not return if
   * there was one before.
   */
  void started() {
    if (!phase.compareAndSet(Phase.STARTING, Phase.STARTED)) {
      awaitEarlyEnd();
    }
  }

  /** Does not return if the demo is ended early: what fails then fails for that reason. */
  void awaitEarlyEnd() {
    if (phase.get() == Phase.STOPPED_EARLY) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** All is closed. */
  void finished(int exitCode) {
    result.complete(exitCode);
  }

  private void onSignal(Runnable whenEarly) {
    if (result.isDone()) {
      return; // the orderly end of the JVM, with that exit code
    }
    boolean early = phase.compareAndSet(Phase.STARTING, Phase.STOPPED_EARLY);
    stop.request();
    if (early) {
      whenEarly.run();
      ProcessGuard.endAll(END);
    } else {
      // Without an end of its own: each step of the demo has one.
      Runtime.getRuntime().halt(result.join());
    }
  }
}
