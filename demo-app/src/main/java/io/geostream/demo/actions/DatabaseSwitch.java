package io.geostream.demo.actions;

import io.geostream.common.daemon.DaemonThreads;
import io.geostream.stack.ControllableServer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stops the database server as a crash would, for a while. It comes back by itself, without the
 * second button. Safe to use from any thread.
 */
public final class DatabaseSwitch implements AutoCloseable {

  /** How long the server stays away unless somebody starts it earlier. */
  public static final Duration OUTAGE = Duration.ofSeconds(15);

  /** Longer than a server may take to start. */
  private static final long END_SECONDS = 70;

  private static final long INTERRUPTED_SECONDS = 5;

  private final @Nullable ControllableServer server;
  private final String whyNot;
  private final ScheduledThreadPoolExecutor worker =
      new ScheduledThreadPoolExecutor(1, DaemonThreads.named("database-switch"));
  private Phase phase = Phase.RUNNING;
  private String fault = "";
  private long backAtNanos;
  private int outages;

  /** Called without our lock: it asks for the status in turn, under its own. */
  private volatile Consumer<String> listener = text -> {};

  private DatabaseSwitch(@Nullable ControllableServer server, String whyNot) {
    this.server = server;
    this.whyNot = whyNot;
    this.phase = server == null ? Phase.UNAVAILABLE : Phase.RUNNING;
    worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * A switch for a server, or one without a use.
   *
   * @param server the server, if its processes are ours
   * @param whyNot what to tell people if they are not
   */
  public static DatabaseSwitch of(Optional<ControllableServer> server, String whyNot) {
    return new DatabaseSwitch(server.orElse(null), whyNot);
  }

  /** Where it stands. */
  public enum Phase {
    RUNNING,
    STOPPING,
    STOPPED,
    STARTING,
    FAILED,
    UNAVAILABLE
  }

  /**
   * Where it stands, for people.
   *
   * @param left until the server comes back by itself; zero unless it is stopped
   * @param reason why there is no switch, or what failed; else empty
   */
  public record Status(Phase phase, Duration left, String reason) {}

  /** Where it stands now. */
  public synchronized Status status() {
    Duration left =
        phase == Phase.STOPPED
            ? Duration.ofNanos(Math.max(0, backAtNanos - System.nanoTime()))
            : Duration.ZERO;
    return new Status(phase, left, phase == Phase.UNAVAILABLE ? whyNot : fault);
  }

  /** Who gets a line on what has been done. */
  public void onChange(Consumer<String> changes) {
    listener = changes;
  }

  /**
   * Stops the server; it starts again after {@link #OUTAGE}.
   *
   * @return whether it ran
   */
  public boolean stop() {
    ControllableServer it = server;
    if (it == null || !change(Phase.RUNNING, Phase.STOPPING)) {
      return false;
    }
    listener.accept("The database server is stopped, as a crash would do it");
    worker.execute(() -> stopped(it));
    return true;
  }

  /**
   * Starts the server at once instead of later.
   *
   * @return whether it was stopped
   */
  public boolean start() {
    ControllableServer it = server;
    if (it == null || !change(Phase.STOPPED, Phase.STARTING)) {
      return false;
    }
    listener.accept("The database server starts");
    worker.execute(() -> started(it));
    return true;
  }

  private synchronized boolean change(Phase from, Phase to) {
    if (phase != from) {
      return false;
    }
    phase = to;
    return true;
  }

  private void stopped(ControllableServer it) {
    try {
      it.stopImmediately();
      synchronized (this) {
        phase = Phase.STOPPED;
        backAtNanos = System.nanoTime() + OUTAGE.toNanos();
        int outage = ++outages;
        ScheduledFuture<?> unused = // it looks itself whether it is still wanted
            worker.schedule(() -> comeBack(outage), OUTAGE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (RuntimeException e) { // whatever it is, the run must hear of it
      failed("The database server does not stop: " + e.getMessage());
    }
  }

  private void started(ControllableServer it) {
    try {
      it.start();
      change(Phase.STARTING, Phase.RUNNING);
      listener.accept("The database server runs again; it has recovered from its log");
    } catch (RuntimeException e) { // as above
      failed("The database server does not start again: " + e.getMessage());
    }
  }

  /** Unless somebody was earlier, and perhaps has stopped it again. */
  private void comeBack(int outage) {
    synchronized (this) {
      if (outage != outages) {
        return;
      }
    }
    start();
  }

  private void failed(String text) {
    synchronized (this) {
      phase = Phase.FAILED;
      fault = text;
    }
    listener.accept(text);
  }

  /**
   * Makes sure that the server runs, and waits for it: the end of a run must be able to count.
   *
   * @throws IllegalStateException if it does not
   */
  public void ensureRunning() throws InterruptedException {
    // Two rounds: the first may only end a stop that is under way.
    for (int round = 0; round < 2 && server != null; round++) {
      start();
      awaitWorker();
    }
    Status now = status();
    if (now.phase() == Phase.FAILED) {
      throw new IllegalStateException(now.reason());
    }
  }

  private void awaitWorker() throws InterruptedException {
    try {
      worker.submit(() -> {}).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an empty task failed", e);
    }
  }

  /**
   * Waits for what is under way; the server stays as it is then. An interrupted start would leave a
   * server that is never stopped.
   */
  @Override
  public void close() {
    worker.shutdown();
    try {
      if (!worker.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        worker.shutdownNow();
        if (!worker.awaitTermination(INTERRUPTED_SECONDS, TimeUnit.SECONDS)) {
          throw new IllegalStateException("the database server neither starts nor stops");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
