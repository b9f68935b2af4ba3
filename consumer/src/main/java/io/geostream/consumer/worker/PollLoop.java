package io.geostream.consumer.worker;

import io.geostream.consumer.metrics.PartitionMetrics.Rebalance;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.InterruptException;

/**
 * What a worker does before and after each poll. It never waits for the database, so that the
 * worker stays in its group through any outage; only a revocation waits a moment for the write
 * under way.
 */
final class PollLoop implements GroupMember.Listener {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration POLL_BRIEFLY = Duration.ofMillis(10);
  private static final Duration REVOKE = Duration.ofSeconds(2);
  private static final long HOUSEKEEPING_NANOS = Duration.ofSeconds(1).toNanos();

  private final GroupMember member;
  private final Mailbox mailbox;
  private final UnderWay writer;
  private final OwnedPartitions owned;
  private final BatchFiller filler;
  private final GroupProgress progress;
  private final LeaderChanges leaders;
  private final LongSupplier nanoTime;
  private boolean paused;
  private boolean outOfRange;
  private long housekeepingNanos;

  /**
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  PollLoop(
      GroupMember member,
      Mailbox mailbox,
      UnderWay writer,
      OwnedPartitions owned,
      BatchFiller filler,
      GroupProgress progress,
      LongSupplier nanoTime) {
    this.member = member;
    this.mailbox = mailbox;
    this.writer = writer;
    this.owned = owned;
    this.filler = filler;
    this.progress = progress;
    this.leaders = new LeaderChanges(member, owned);
    this.nanoTime = nanoTime;
    this.housekeepingNanos = nanoTime.getAsLong();
  }

  /** Prepares a poll; says how long it may wait for records. */
  Duration before() {
    // Looked up before its last report is taken.
    boolean written = mailbox.isAllWritten() && !filler.isHolding();
    takeReports();
    if (outOfRange && written) {
      outOfRange = false;
      loadAgain();
    }
    requestPositions();
    boolean room = mailbox.hasRoom() && !filler.isHolding();
    setPaused(outOfRange || !room);
    if (!room) {
      return Duration.ZERO; // the mailbox has waited already
    }
    return outOfRange || owned.areLoading() ? POLL_BRIEFLY : POLL;
  }

  /** Takes what a poll brought. */
  void after(ConsumerRecords<byte[], byte[]> polled) {
    filler.fill(leaders.endAtChange(polled));
    if (nanoTime.getAsLong() - housekeepingNanos >= HOUSEKEEPING_NANOS) {
      housekeepingNanos = nanoTime.getAsLong();
      progress.commitSoon();
      progress.report();
    }
  }

  /**
   * The log lacks the next record. What was read is written first; then the stored offsets are
   * loaded and compared with the log, which reports the loss.
   */
  void outOfRange() {
    outOfRange = true;
  }

  private void takeReports() {
    for (Report report : mailbox.reports()) {
      if (report instanceof Report.Committed committed) {
        progress.written(committed.advances());
      } else if (report instanceof Report.Loaded loaded) {
        goOnAt(loaded);
      } else if (report instanceof Report.Fenced fenced
          && fenced.generation() == owned.generation()) {
        loadAgain();
      }
    }
  }

  private void goOnAt(Report.Loaded loaded) {
    owned.loaded(
        loaded,
        (partition, offset) -> {
          member.seek(partition, offset.next(), offset.leaderEpoch());
          if (!paused) {
            member.resume(Set.of(partition));
          }
        });
  }

  /** All positions are loaded again; nothing is polled until then. */
  private void loadAgain() {
    dropWaiting();
    progress.commitSoon();
    owned.forget();
    member.pause(owned.numbers());
  }

  private void requestPositions() {
    Set<Integer> unknown = owned.request();
    if (!unknown.isEmpty()) {
      mailbox.request(new Work.LoadPositions(owned.generation(), unknown));
    }
  }

  private void setPaused(boolean pause) {
    if (pause != paused) {
      paused = pause;
      if (pause) {
        member.pause(owned.numbers());
      } else {
        member.resume(owned.positions().keySet());
      }
    }
  }

  // The group

  /** Never waits for the database: partitions are paused until their positions are loaded. */
  @Override
  public void assigned(Set<Integer> partitions) {
    partitions.forEach(member::seekToPlaceholder);
    member.pause(partitions);
    owned.assign(partitions);
    progress.assigned(partitions);
  }

  /** Lets the write under way end, for a moment; drops the rest, which the next owner reads. */
  @Override
  public void revoked(Set<Integer> partitions) {
    giveUp(REVOKE);
    progress.commitNow();
    remove(partitions, Rebalance.REVOKED);
  }

  @Override
  public void lost(Set<Integer> partitions) {
    giveUp(Duration.ZERO);
    remove(partitions, Rebalance.LOST);
  }

  private void giveUp(Duration atMost) {
    dropWaiting();
    outOfRange = false; // all positions are loaded again anyway
    try {
      if (!writer.awaitIdle(atMost)) {
        writer.cancel();
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    takeCommitted();
  }

  private void dropWaiting() {
    mailbox.giveUp(owned.generation());
    filler.drop();
  }

  /** All other reports are about a generation that is given up. */
  private void takeCommitted() {
    for (Report report : mailbox.reports()) {
      if (report instanceof Report.Committed committed) {
        progress.written(committed.advances());
      }
    }
  }

  private void remove(Set<Integer> partitions, Rebalance why) {
    owned.revoke(partitions);
    progress.gone(partitions, why);
    member.pause(owned.numbers());
  }

  /** Commits to the group what was written, before it is left. */
  void end() {
    takeCommitted();
    progress.commitNow();
  }
}
