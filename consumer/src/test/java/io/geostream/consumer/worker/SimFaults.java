package io.geostream.consumer.worker;

import java.util.EnumMap;
import java.util.Map;

/**
 * Which faults a schedule has, and how often each strikes. Every schedule leaves some out, and has
 * some often: what only a rare mixture brings about comes up sooner than if all had all.
 */
final class SimFaults {

  /** What goes wrong. */
  enum Fault {
    // of a command to the database
    /** It is done, but the connection is lost before the answer. */
    LOST_ANSWER(2),
    /** The connection is lost first; the server rolls back. */
    LOST_CONNECTION(2),
    /** The connection is lost, and the server commits or rolls back some time later. */
    ORPHAN(2),
    /** The server is short of something, or ends a deadlock at our expense. */
    BUSY(2),
    // of the brokers
    /** Some letters are not sent, or not acknowledged. */
    LETTERS(2),
    /** They do not answer. */
    BROKER(3),
    /** A consumer gets news of its topic. */
    NEWS(2),
    /** Partitions go to other members. */
    REBALANCE(2),
    /** The group drops a member that does not know it yet. */
    KICK(2),
    // of a worker's process
    /** It stands still for seconds. */
    FREEZE(2),
    /** It is killed, and another one started. */
    KILL(2),
    /** It is asked to stop, and another one started. */
    STOP(3),
    // of the database
    /** It restarts, and has all that was committed. */
    RESTART(3),
    /** It fails over, and lacks the last commits. */
    FAILOVER(3),
    /** The same, but a pooler keeps the connections. */
    HIDDEN_FAILOVER(5),
    // of the log
    /** A new leader lacks the last records. */
    TRUNCATION(4),
    /** The oldest records are deleted. */
    RETENTION(5),
    /** The topic is deleted and created again. */
    RECREATION(6);

    /** One schedule in so many has it. */
    private final int schedules;

    Fault(int schedules) {
      this.schedules = schedules;
    }
  }

  private static final int[] ONE_IN = {3, 10, 30, 100};

  private final Dice dice;
  private final Map<Fault, Integer> oneIn = new EnumMap<>(Fault.class);
  private boolean ended;

  SimFaults(Dice dice) {
    this.dice = dice;
    for (Fault fault : Fault.values()) {
      boolean has = dice.once(fault.schedules);
      oneIn.put(fault, has ? ONE_IN[dice.below(ONE_IN.length)] : 0);
    }
  }

  /** No fault strikes any more. */
  void end() {
    ended = true;
  }

  boolean haveEnded() {
    return ended;
  }

  /** Whether a fault strikes where it may. */
  boolean strikes(Fault fault) {
    int in = oneIn.getOrDefault(fault, 0);
    return in > 0 && !ended && dice.once(in);
  }

  /** Whether one of those strikes that may at any moment, so much more seldom. */
  boolean strikesNow(Fault fault) {
    int in = oneIn.getOrDefault(fault, 0);
    return in > 0 && !ended && dice.once(in * 3);
  }
}
