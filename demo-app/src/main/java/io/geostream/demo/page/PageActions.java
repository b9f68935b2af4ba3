package io.geostream.demo.page;

import io.geostream.demo.actions.BadRecordSender;
import io.geostream.demo.actions.DatabaseSwitch;
import io.geostream.demo.page.EventLog.Kind;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** What the buttons do. Safe to use from any thread. */
final class PageActions {

  private final PageState state;
  private final Clock clock;
  private final AtomicBoolean sending = new AtomicBoolean();

  /** Held while an action is done: once they are disabled, none is still under way. */
  private final ReadWriteLock enabling = new ReentrantReadWriteLock();

  private @Nullable DatabaseSwitch power;
  private @Nullable BadRecordSender badRecords;

  PageActions(PageState state, Clock clock) {
    this.state = state;
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param status as HTTP has it
   * @param message for people
   */
  record Result(int status, String message) {}

  /** From now on they work. */
  void enable(DatabaseSwitch databaseSwitch, BadRecordSender sender) {
    enabling.writeLock().lock();
    try {
      power = databaseSwitch;
      badRecords = sender;
    } finally {
      enabling.writeLock().unlock();
    }
    databaseSwitch.onChange(text -> state.event(Kind.ACTION, text));
  }

  /** The run ends: what is under way is waited for, and what would disturb the count refused. */
  void disable() {
    enabling.writeLock().lock();
    try {
      power = null;
      badRecords = null;
    } finally {
      enabling.writeLock().unlock();
    }
  }

  /** Does one. */
  Result run(String action) {
    enabling.readLock().lock();
    try {
      return runIfEnabled(action);
    } finally {
      enabling.readLock().unlock();
    }
  }

  private Result runIfEnabled(String action) {
    DatabaseSwitch databaseSwitch = power;
    BadRecordSender sender = badRecords;
    if (databaseSwitch == null || sender == null) {
      return new Result(409, "The demo is starting or ending");
    }
    return switch (action) {
      case "stop-database" ->
          done(databaseSwitch.stop(), "The database stops", databaseSwitch.status());
      case "start-database" ->
          done(databaseSwitch.start(), "The database starts", databaseSwitch.status());
      case "send-bad-records" -> send(sender);
      default -> new Result(404, "There is no such action");
    };
  }

  private static Result done(boolean done, String message, DatabaseSwitch.Status status) {
    if (done) {
      return new Result(202, message);
    }
    return new Result(
        409,
        status.reason().isEmpty()
            ? "The database is " + status.phase().name().toLowerCase(Locale.ROOT)
            : status.reason());
  }

  private Result send(BadRecordSender sender) {
    if (!sending.compareAndSet(false, true)) {
      return new Result(409, "Bad records are on their way already");
    }
    try {
      BadRecordSender.Sent sent = sender.send(clock.instant());
      String text =
          String.format(
              Locale.ROOT,
              "%d bad records were sent into the topic%s",
              sent.acknowledged(),
              sent.unanswered() == 0
                  ? ""
                  : String.format(
                      Locale.ROOT, "; for %d more Kafka gave no answer", sent.unanswered()));
      state.event(Kind.ACTION, text);
      return new Result(200, text);
    } finally {
      sending.set(false);
    }
  }
}
