package io.geostream.demo.page;

import io.geostream.common.daemon.DaemonThreads;
import io.geostream.common.http.Listening;
import io.geostream.common.settings.SettingException;
import io.geostream.demo.page.EventLog.Kind;
import java.net.BindException;
import java.nio.channels.ServerSocketChannel;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The live page from the first moment of a run to its last. */
public final class LivePage implements AutoCloseable {

  private static final long PERIOD_MILLIS = 1_000;
  private static final long GOODBYE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long STEP_NANOS = Duration.ofMillis(20).toNanos();
  private static final int THREADS = 3;
  private static final long END_SECONDS = 2;

  private final String host;
  private final Viewers viewers = new Viewers();
  private final PageState state;
  private final PageActions actions;
  private final PageServer server;
  private final List<Reconnecting> connections = new ArrayList<>();
  private final Object ticking = new Object();
  private Runnable look = () -> {};
  private boolean hasLookedLast;
  private volatile boolean isOver;
  private final ScheduledExecutorService watchers =
      Executors.newScheduledThreadPool(THREADS, DaemonThreads.named("page-watch"));

  private LivePage(String host, ServerSocketChannel listening) {
    Clock clock = Clock.systemUTC();
    this.host = host;
    this.state = new PageState(clock, viewers);
    this.actions = new PageActions(state, clock);
    this.server = new PageServer(listening, new RequestGuard(host), state, viewers, actions);
  }

  /**
   * Opens it; until {@link #watch} it says that the demo is starting.
   *
   * @param port 0 for any free one
   * @throws SettingException if the address cannot be listened on
   */
  public static LivePage open(String host, int port) {
    try {
      return new LivePage(host, Listening.on(host, port));
    } catch (BindException e) {
      throw new SettingException(
          Listening.PORT,
          "cannot listen on " + host + ":" + port + ": " + e.getMessage() + "; 0 picks a free one");
    }
  }

  /** Where a browser on this machine finds it. */
  public String url() {
    String name = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    return "http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + server.port();
  }

  /** Shows how far the demo is. */
  public void tell(String text) {
    state.event(Kind.INFO, text);
  }

  /** Readings flow: from now on it looks, and the buttons work. */
  public void watch(Watched watched) {
    state.begin(watched.facts(), watched.power()::status);
    actions.enable(watched.power(), watched.badRecords());
    FlowMeter meter = new FlowMeter();
    TableWatch rows = new TableWatch(connection(watched), watched.since());
    FactsWatch facts = new FactsWatch(connection(watched), watched.since());
    look =
        () ->
            state.tick(
                meter.measure(
                    System.nanoTime(), watched.producer().get(), watched.consumer().get()));
    // A thread each: a database that does not answer must not keep the rest from the page, nor a
    // count that takes long the map.
    repeat(() -> state.table(rows.look()));
    repeat(() -> state.facts(facts.look()));
    repeat(() -> tick(false));
  }

  private Reconnecting connection(Watched watched) {
    Reconnecting connection = new Reconnecting(watched.database());
    connections.add(connection);
    return connection;
  }

  private void tick(boolean last) {
    synchronized (ticking) {
      if (!hasLookedLast) {
        hasLookedLast = last;
        look.run();
      }
    }
  }

  /** Works each second until the end, in a thread of its own. */
  void repeat(Runnable work) {
    ScheduledFuture<?> unused = // it ends with the executor, and handles its faults itself
        watchers.scheduleWithFixedDelay(() -> look(work), 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look(Runnable work) {
    try {
      orTell(work);
    } catch (Error e) { // the executor would keep it to itself
      DaemonThreads.uncaught(e);
      throw e;
    }
  }

  private void orTell(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) { // otherwise it would end the looks silently, or the run
      if (!isOver) { // else it is the end that has interrupted it
        state.event(Kind.ERROR, "The page cannot look: " + e);
      }
    }
  }

  /** The run ends: it still shows, and the buttons do nothing more. */
  public void ending(String text) {
    actions.disable();
    state.ending(text);
  }

  /** All is written: the figures of now stay, for the consumer will say nothing more. */
  public void lastLook() {
    orTell(() -> tick(true));
  }

  /**
   * The last word.
   *
   * @param lines the counts and, last, the verdict
   */
  public void ended(boolean good, List<String> lines) {
    actions.disable();
    isOver = true;
    watchers.shutdownNow();
    state.end(good, lines);
    long end = System.nanoTime() + GOODBYE_NANOS;
    while (!viewers.areUpToDate() && System.nanoTime() < end) {
      LockSupport.parkNanos(STEP_NANOS);
    }
  }

  /** Ends the looks, disconnects the viewers. */
  @Override
  public void close() throws SQLException {
    isOver = true;
    server.close();
    watchers.shutdownNow();
    if (haveWatchersEnded()) {
      for (Reconnecting it : connections) {
        it.close();
      }
    }
  }

  /** One that waits for the database keeps its connection, which then ends with the process. */
  private boolean haveWatchersEnded() {
    try {
      return watchers.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
