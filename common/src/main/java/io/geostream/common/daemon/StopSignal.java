package io.geostream.common.daemon;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks a daemon to stop: by a signal of the operating system, by work done, or by a fault that
 * cannot be retried. The first one counts. Safe to use from any thread.
 */
public final class StopSignal {

  private final CountDownLatch requested = new CountDownLatch(1);
  private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Asks to stop in good order. */
  public void request() {
    requested.countDown();
    listeners.forEach(Runnable::run);
  }

  /** Asks to stop because of a fault that cannot be retried. */
  public void fail(Throwable cause) {
    if (requested.getCount() > 0) {
      fault.compareAndSet(null, cause);
    }
    request();
  }

  /** Calls back once a stop is requested, at once if it has been; perhaps more than once. */
  public void onRequest(Runnable listener) {
    listeners.add(listener);
    if (isRequested()) {
      listener.run();
    }
  }

  /** Whether someone asked to stop. */
  public boolean isRequested() {
    return requested.getCount() == 0;
  }

  /** Waits until someone asks to stop. */
  public void await() throws InterruptedException {
    requested.await();
  }

  /**
   * Waits until someone asks to stop, at most for the time given.
   *
   * @return whether someone did
   */
  public boolean await(Duration atMost) throws InterruptedException {
    return requested.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The fault that ended the daemon, or null. */
  public @Nullable Throwable fault() {
    return fault.get();
  }
}
