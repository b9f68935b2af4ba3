package io.geostream.stack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL server that is the first process of a container. */
final class DockerServer implements ControllableServer {
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final long LOOK_MILLIS = 50;
  private static final String CANNOT_CONNECT_NOW = "57P03";
  private static final String CONNECTION_EXCEPTIONS = "08";

  private final DockerContainer container;
  private final DatabaseLogin login;
  private final Duration timeout;
  private boolean frozen;
  private boolean frozenBySignals;

  /**
   * A server that is yet to be started.
   *
   * @param login its superuser's
   * @param timeout how long a start may make no progress
   */
  DockerServer(DockerContainer container, DatabaseLogin login, Duration timeout) {
    this.container = container;
    this.login = login;
    this.timeout = timeout;
  }

  @Override
  public synchronized boolean isAlive() {
    return container.isRunning();
  }

  @Override
  public synchronized void start() {
    if (isAlive()) {
      throw new StackException("PostgreSQL runs already");
    }
    container.start();
    awaitReady();
  }

  @Override
  public synchronized void stopFast() {
    stop("SIGINT");
  }

  @Override
  public synchronized void stopImmediately() {
    stop("SIGQUIT");
  }

  @Override
  public synchronized void kill() {
    stop("SIGKILL");
  }

  @Override
  public synchronized void freeze() {
    frozen = true;
    try {
      container.pause();
    } catch (StackException e) {
      if (!DockerCalls.isRefusal(e)) {
        throw e;
      }
      // Some engines that do not run as root lack the control group for this. From within, all but
      // the first process can be stopped; that one first, as it watches the others.
      container.signal("SIGSTOP");
      frozenBySignals = true;
      container.run("sh", "-c", "kill -STOP -1");
    }
  }

  @Override
  public synchronized void thaw() {
    if (frozenBySignals) {
      container.run("sh", "-c", "kill -CONT -1");
      container.signal("SIGCONT");
    } else if (frozen) {
      container.unpause();
    }
    frozen = false;
    frozenBySignals = false;
  }

  synchronized void close() {
    container.remove();
  }

  private void stop(String signal) {
    thaw();
    if (!isAlive()) {
      return;
    }
    container.signal(signal);
    if (!isGone()) {
      container.signal("SIGKILL");
      if (!isGone()) {
        throw new StackException("PostgreSQL's container did not end within 20 s after SIGKILL");
      }
    }
  }

  private boolean isGone() {
    long end = System.nanoTime() + STOP.toNanos();
    while (container.isRunning()) {
      if (System.nanoTime() > end) {
        return false;
      }
      pause();
    }
    return true;
  }

  /** Waits until it serves clients. Each line that it writes is progress. */
  void awaitReady() {
    ProgressClock clock = new ProgressClock(timeout);
    String log = "";
    while (!answers()) {
      String now = container.logEnd();
      if (!container.isRunning()) {
        throw StackException.withLog("PostgreSQL does not start", now);
      }
      if (!now.equals(log)) {
        log = now;
        clock.moved();
      }
      clock.check("waiting for PostgreSQL at " + login.jdbcUrl());
      pause();
    }
  }

  private boolean answers() {
    Properties properties = new Properties();
    properties.setProperty("user", login.user());
    properties.setProperty("password", login.password().orElseThrow());
    properties.setProperty("loginTimeout", "2");
    try (Connection connection = DriverManager.getConnection(login.jdbcUrl(), properties)) {
      return connection.isValid(2);
    } catch (SQLException e) {
      String state = String.valueOf(e.getSQLState());
      if (state.startsWith(CONNECTION_EXCEPTIONS) || state.equals(CANNOT_CONNECT_NOW)) {
        return false;
      }
      throw new StackException("cannot connect as " + login + ": " + e.getMessage(), e);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while waiting for PostgreSQL", e);
    }
  }
}
