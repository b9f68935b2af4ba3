package io.geostream.consumer.worker;

import io.geostream.consumer.worker.SimFaults.Fault;
import io.geostream.consumer.worker.SimLog.Kind;
import java.util.ArrayList;
import java.util.List;

/** What happens around the workers: records arrive, and faults strike. */
final class Disturber {

  private static final int MOST_RECORDS = 16;
  private static final int LONGEST_FREEZE_MILLIS = 5_000;
  private static final long BLOCKED_MILLIS = 2_000;

  private final Simulation world;
  private final SimTopic topic;
  private final MemoryDatabase database;
  private final SimGroup group;
  private final SimFaults faults;
  private final Dice dice;
  private final Operator operator;

  /** Transactions whose clients are gone; the server ends them some time later. */
  private final List<OpenTransaction> orphans = new ArrayList<>();

  /** Members whose processes are gone; the group drops them some time later. */
  private final List<SimMember> left = new ArrayList<>();

  Disturber(Simulation world, Operator operator) {
    this.world = world;
    this.operator = operator;
    this.topic = world.topic();
    this.database = world.database();
    this.group = world.group();
    this.faults = world.faults();
    this.dice = world.dice();
  }

  /** A step of all that is not a worker. */
  void step() {
    if (topic.records() < MOST_RECORDS && !faults.haveEnded()) {
      append(dice.below(topic.partitions()));
    }
    if (faults.haveEnded()) {
      growAfterCut();
    }
    if (!orphans.isEmpty() && dice.once(8)) {
      endOrphan(dice.pick(orphans));
    }
    if (!left.isEmpty() && dice.once(8)) {
      group.drop(left.remove(0));
    }
    if (dice.once(6)) {
      database.flush();
    }
    if (database.isAway() && dice.once(8)) {
      database.setAway(false);
    }
    strikeGroup();
    strikeProcess(dice.pick(world.workers()));
    strikeDatabase();
    strikeLog(dice.below(topic.partitions()));
  }

  /** All that was begun is ended, and all that is away comes back. */
  void end() {
    database.setAway(false);
    settle();
    world.workers().forEach(SimWorker::thaw);
    if (operator.isTopicRecreated()) {
      operator.restartAtReset();
    }
  }

  /** What processes that are gone have left comes to its end. */
  void settle() {
    List.copyOf(orphans).forEach(this::endOrphan);
    left.forEach(group::drop);
    left.clear();
  }

  private void append(int partition) {
    int what = dice.below(10);
    Kind kind =
        what < 6 ? Kind.READING : what < 8 ? Kind.BAD : what < 9 ? Kind.REFUSED : Kind.MARKER;
    topic.append(partition, kind, dice.once(5) ? dice.below(3) : 0);
    world.trace().note(() -> kind + " appended to " + partition);
  }

  /** A log that was cut and has grown to just where it is read is noticed with its next record. */
  private void growAfterCut() {
    topic.numbers().stream()
        .filter(number -> topic.log(number).isReadAfterCut() && dice.once(8))
        .forEach(this::append);
  }

  // Transactions without a client

  void orphan(OpenTransaction transaction) {
    orphans.add(transaction);
  }

  private void endOrphan(OpenTransaction transaction) {
    orphans.remove(transaction);
    boolean commit = dice.once(2) && transaction.rows().stream().noneMatch(database::refuses);
    world.trace().note(() -> "an orphan ends, committed: " + commit + " " + transaction.advances());
    if (transaction.hasEnded()) {
      return;
    }
    if (commit) {
      database.commit(transaction);
    } else {
      database.rollback(transaction);
    }
  }

  /** A writer that waits too long has the one that it waits for terminated. */
  void waits(OpenTransaction holder, long millis) {
    if (millis >= BLOCKED_MILLIS) {
      world.trace().note(() -> "a blocker is terminated");
      database.rollback(holder);
      orphans.remove(holder);
    }
  }

  /** A member's process is gone. */
  void left(SimMember member) {
    left.add(member);
  }

  // Faults

  private void strikeGroup() {
    if (faults.strikesNow(Fault.REBALANCE)) {
      world.trace().note(() -> "rebalance");
      group.rebalance();
    }
    if (faults.strikesNow(Fault.KICK) && !group.members().isEmpty()) {
      SimMember kicked = dice.pick(group.members());
      world.trace().note(() -> "dropped from the group: member of " + kicked.partitions());
      world.ledger().disturbed(kicked.partitions());
      group.drop(kicked);
    }
  }

  private void strikeProcess(SimWorker worker) {
    if (faults.strikesNow(Fault.FREEZE)) {
      world.trace().note(() -> worker + " freezes");
      worker.freeze(dice.below(LONGEST_FREEZE_MILLIS));
    }
    if (faults.strikesNow(Fault.STOP)) {
      world.trace().note(() -> worker + " is asked to stop");
      worker.stop();
    }
    if (faults.strikesNow(Fault.KILL)) {
      world.kill(worker);
    }
  }

  private void strikeDatabase() {
    if (faults.strikesNow(Fault.RESTART)) {
      crash(0);
      database.setAway(true);
    }
    if (faults.strikesNow(Fault.FAILOVER)) {
      crash(dice.below(database.forgettable() + 1));
      database.setAway(dice.once(2));
    }
    if (faults.strikesNow(Fault.HIDDEN_FAILOVER)) {
      int forgotten = dice.below(database.forgettableSteps() + 1);
      world.trace().note(() -> "a pooler hides that " + forgotten + " commits are forgotten");
      database.failOver(forgotten);
      world.ledger().disturbed(topic.numbers());
    }
  }

  private void crash(int forgotten) {
    world.trace().note(() -> "the database crashes and forgets " + forgotten + " commits");
    database.crash(forgotten);
    world.ledger().disturbed(topic.numbers());
  }

  private void strikeLog(int partition) {
    SimLog log = topic.log(partition);
    if (faults.strikesNow(Fault.TRUNCATION)) {
      truncate(partition, log);
    }
    if (faults.strikesNow(Fault.RETENTION)) {
      log.retain(offsetIn(log));
      world.trace().note(() -> "partition " + partition + " begins at " + log.start());
    }
    if (faults.strikesNow(Fault.RECREATION)) {
      recreate();
    }
  }

  private void recreate() {
    world.trace().note(() -> "the topic is recreated");
    List<Long> before = topic.numbers().stream().map(number -> topic.log(number).end()).toList();
    topic.recreate();
    if (dice.once(2)) {
      topic.numbers().forEach(number -> grow(number, before.get(number)));
    }
  }

  /** The new leader may take more than were lost before anyone asks it. */
  private void truncate(int partition, SimLog log) {
    long before = log.end();
    log.cut(offsetIn(log));
    world.trace().note(() -> "partition " + partition + " is cut at " + log.end());
    if (dice.once(2)) {
      grow(partition, before);
    }
  }

  private void grow(int partition, long upTo) {
    while (topic.log(partition).end() < upTo + dice.below(3)) {
      append(partition);
    }
  }

  private long offsetIn(SimLog log) {
    return log.start() + dice.below((int) (log.end() - log.start()) + 1);
  }
}
