package io.geostream.common.daemon;

import io.geostream.common.settings.SettingException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a daemon's body from start to exit code: 0 when its work is done, 1 after a fault that
 * cannot be retried, in the body or uncaught in any thread. After SIGTERM or Ctrl-C the JVM itself
 * ends with 143 or 130, once the body has closed what it opened, or after {@link #GRACE_SECONDS}.
 */
public final class Daemon {

  /** The exit code after a fault that cannot be retried. */
  public static final int EXIT_FAULT = 1;

  /**
   * How long a stop may take before the JVM ends anyway: a stop, including that of the JVM, has to
   * be over within 8 s.
   */
  static final int GRACE_SECONDS = 7;

  private static final Logger log = LoggerFactory.getLogger(Daemon.class);

  /** What a daemon does. */
  public interface Body {

    /**
     * Works until done or until a stop is requested.
     *
     * @param stop the wish to stop, and where to report a fault of another thread
     * @param resources takes everything that is opened, and closes it in reverse order
     * @throws Exception a fault that cannot be retried
     */
    void run(StopSignal stop, Resources resources) throws Exception;
  }

  private Daemon() {}

  /**
   * Runs the body.
   *
   * @return the exit code
   * @throws SettingException if the body found a setting that cannot be used; everything opened is
   *     closed
   */
  public static int run(Body body) {
    StopSignal stop = new StopSignal();
    CountDownLatch closed = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, closed), "shutdown"));
    UncaughtFaults uncaught = new UncaughtFaults(stop);
    Thread.setDefaultUncaughtExceptionHandler(uncaught);
    DaemonThreads.named("stop-watch").newThread(() -> endAfterFault(stop, closed)).start();
    try {
      Throwable fault = runToEnd(body, stop);
      if (fault == null) {
        fault = stop.fault();
      }
      if (fault instanceof SettingException setting) {
        throw setting;
      }
      return fault == null ? 0 : report(fault);
    } catch (OutOfMemoryError e) {
      uncaught.halt();
      throw e;
    } finally {
      closed.countDown();
    }
  }

  private static @Nullable Throwable runToEnd(Body body, StopSignal stop) {
    try (Resources resources = new Resources()) {
      body.run(stop, resources);
      return null;
    } catch (Throwable e) { // any fault ends the daemon with a line and an exit code
      return e;
    }
  }

  private static int report(Throwable fault) {
    log.error("stopped: {}", Faults.oneLine(fault));
    log.debug("stopped by", fault);
    return EXIT_FAULT;
  }

  /** After a fault, ends the daemon even if an open resource does not close. */
  private static void endAfterFault(StopSignal stop, CountDownLatch closed) {
    try {
      stop.await();
      Throwable fault = stop.fault();
      if (fault != null && !closed.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
        reportAndHalt(fault);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void reportAndHalt(Throwable fault) {
    try {
      report(fault);
    } finally {
      Runtime.getRuntime().halt(EXIT_FAULT);
    }
  }

  private static void stopAndWait(StopSignal stop, CountDownLatch closed) {
    stop.request();
    try {
      if (!closed.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
        log.warn("did not close within {} s; going without", GRACE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
