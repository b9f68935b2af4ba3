package io.geostream.consumer.worker;

import io.geostream.consumer.offsets.LogMismatchException;
import io.geostream.consumer.offsets.MissingOffsetException;
import java.util.ArrayList;
import java.util.List;

/**
 * One schedule: some workers, a group, a topic and a database, and a scheduler that lets one of
 * them do its next step, by dice. First with faults; then, without, all must come to its end.
 */
final class Simulation {

  private static final int FAULTY_STEPS = 120;
  private static final int STEPS_TO_THE_END = 6_000;
  private static final int LONGEST_STEP_MILLIS = 12;

  private final SimClock clock = new SimClock();
  private final SharedParts parts;
  private final Trace trace;
  private final Dice dice;
  private final SimFaults faults;
  private final SimTopic topic;
  private final MemoryDatabase database;
  private final SimGroup group;
  private final Ledger ledger;
  private final Operator operator;
  private final Disturber disturber;
  private final List<SimWorker> workers = new ArrayList<>();
  private int started;
  private int steps;

  Simulation(long seed, SharedParts parts, boolean traced) {
    this.parts = parts;
    trace = new Trace(clock, traced);
    dice = new Dice(seed);
    faults = new SimFaults(dice);
    topic = new SimTopic(1 + dice.below(3));
    group = new SimGroup(dice, dice.once(2), topic.partitions());
    database = new MemoryDatabase(topic::refuses);
    ledger = new Ledger(topic, database);
    operator = new Operator(this);
    disturber = new Disturber(this, operator);
    int number = 1 + dice.below(3);
    for (int i = 0; i < number; i++) {
      startWorker();
    }
  }

  /**
   * Runs the schedule.
   *
   * @throws Violation if a guarantee does not hold
   */
  void run() {
    for (int i = 0; i < FAULTY_STEPS; i++) {
      step();
    }
    faults.end();
    disturber.end();
    int left = STEPS_TO_THE_END;
    while (!isDone()) {
      if (left-- == 0) {
        throw new Violation("it stands still: " + state());
      }
      step();
    }
    ledger.checkAtEnd();
  }

  private String state() {
    return "stored %s, ends %s, open transactions %s, workers %s"
        .formatted(
            database.offsets(),
            topic.numbers().stream().map(number -> topic.log(number).end()).toList(),
            !database.isQuiet(),
            workers);
  }

  private boolean isDone() {
    return ledger.isComplete()
        && database.isQuiet()
        && workers.stream().allMatch(SimWorker::isAllWritten);
  }

  /** One step of one of the parts. */
  void step() {
    steps++;
    clock.pass(dice.below(LONGEST_STEP_MILLIS));
    int part = dice.below(2 * workers.size() + 1);
    if (part == 0) {
      disturber.step();
    } else {
      SimWorker worker = workers.get((part - 1) / 2);
      if (part % 2 == 0) {
        worker.poll();
      } else {
        worker.write();
      }
    }
    replaceEnded();
    ledger.check();
  }

  private void replaceEnded() {
    for (int i = 0; i < workers.size(); i++) {
      if (workers.get(i).hasEnded()) {
        kill(workers.get(i));
      }
    }
  }

  /** How many steps it took. */
  int steps() {
    return steps;
  }

  // Workers

  private void startWorker() {
    workers.add(new SimWorker(++started, this));
  }

  SimMember newMember() {
    return new SimMember(topic, group, faults, dice, ledger);
  }

  /** A worker's process is gone; another one starts. */
  void kill(SimWorker worker) {
    trace.note(() -> worker + " is gone");
    workers.remove(worker);
    worker.kill();
    disturber.left(worker.member());
    startWorker();
  }

  /** A worker cannot go on, and ends its process. */
  void failed(SimWorker worker, Exception fault) {
    trace.note(() -> worker + " stops: " + fault);
    if (fault instanceof LogMismatchException
        && (operator.isLogChanged() || worker.isOfOldTopic())) {
      operator.restartAtReset();
    } else if (fault instanceof MissingOffsetException && worker.lacksOffset()) {
      kill(worker);
    } else {
      throw new Violation(worker + " stops: " + fault, fault);
    }
  }

  // Parts

  Disturber disturber() {
    return disturber;
  }

  SimClock clock() {
    return clock;
  }

  SharedParts parts() {
    return parts;
  }

  Trace trace() {
    return trace;
  }

  Dice dice() {
    return dice;
  }

  SimFaults faults() {
    return faults;
  }

  SimTopic topic() {
    return topic;
  }

  MemoryDatabase database() {
    return database;
  }

  SimGroup group() {
    return group;
  }

  Ledger ledger() {
    return ledger;
  }

  List<SimWorker> workers() {
    return workers;
  }
}
