package io.geostream.consumer.worker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Runs schedules, and repeats those that fail with a trace. */
final class Schedules {

  private static final int LAST_LINES = 400;

  private Schedules() {}

  /** A schedule that failed, and what happened in it. */
  record Failure(long seed, Throwable fault, List<String> trace) {

    String describe() {
      int from = Math.max(0, trace.size() - LAST_LINES);
      return String.format(
          Locale.ROOT,
          "seed %d: %s%nrepeat it: mvn -o -pl consumer -am test -Dtest=SimulationTest"
              + " -Dsimulation.seed=%d -Dsurefire.failIfNoSpecifiedTests=false%n%s",
          seed,
          fault,
          seed,
          String.join("\n", trace.subList(from, trace.size())));
    }
  }

  /** Turns the consumer's log off; gives what turns it on again. */
  static Runnable silence() {
    Logger log = (Logger) LoggerFactory.getLogger("io.geostream");
    Level before = log.getLevel();
    log.setLevel(Level.OFF);
    return () -> log.setLevel(before);
  }

  /** Runs a schedule; if it fails, once more with a trace. */
  static Optional<Failure> run(long seed, SharedParts parts) {
    Throwable fault = fault(new Simulation(seed, parts, false));
    if (fault == null) {
      return Optional.empty();
    }
    Simulation again = new Simulation(seed, parts, true);
    Throwable same = fault(again);
    if (same == null) {
      return Optional.of(new Failure(seed, fault, List.of("it does not fail when repeated")));
    }
    return Optional.of(new Failure(seed, same, again.trace().lines()));
  }

  private static @Nullable Throwable fault(Simulation schedule) {
    try {
      schedule.run();
      return null;
    } catch (RuntimeException | Error e) {
      return e;
    }
  }
}
