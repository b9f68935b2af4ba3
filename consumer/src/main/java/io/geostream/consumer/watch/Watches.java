package io.geostream.consumer.watch;

import io.geostream.common.daemon.DaemonThreads;
import io.geostream.common.daemon.StopSignal;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs watches again and again. One that throws has a fault of its own, and stops the daemon rather
 * than going unnoticed.
 */
public final class Watches implements AutoCloseable {

  /** One for each watch, so that none is delayed by another one's server. */
  private static final int THREADS = 6;

  private final StopSignal stop;
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(THREADS, DaemonThreads.named("watch"));

  /** Watches that report their own faults to the signal. */
  public Watches(StopSignal stop) {
    this.stop = stop;
  }

  /** Runs a watch with a pause before each run. */
  public void every(Duration pause, Runnable watch) {
    schedule(pause, pause, watch);
  }

  /** Runs a watch at once, and with a pause before each further run. */
  public void nowAndEvery(Duration pause, Runnable watch) {
    schedule(Duration.ZERO, pause, watch);
  }

  private void schedule(Duration first, Duration pause, Runnable watch) {
    Runnable guarded =
        () -> {
          try {
            if (!stop.isRequested()) {
              watch.run();
            }
          } catch (Throwable e) { // an executor would end the watch and swallow the fault
            if (!stop.isRequested()) {
              stop.fail(e);
            }
          }
        };
    var unused =
        threads.scheduleWithFixedDelay(
            guarded, first.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
