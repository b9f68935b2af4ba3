package io.geostream.consumer.worker;

import io.geostream.common.daemon.Faults;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.BatchPool;
import io.geostream.consumer.deadletter.DeadLetterLimit;
import io.geostream.consumer.metrics.BatchMetrics;
import io.geostream.consumer.worker.Work.LoadPositions;
import io.geostream.consumer.worker.Work.WriteBatch;
import io.geostream.consumer.write.FaultKind;
import io.geostream.consumer.write.RowWriter;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what a writer does next. One piece of work after the other is repeated until it is done
 * or given up: servers that are away are waited for, and only what waiting does not mend is thrown,
 * to stop the daemon. Waits for nothing and asks no server by itself.
 */
final class BatchWriter {

  private static final Logger log = LoggerFactory.getLogger(BatchWriter.class);

  private final Mailbox mailbox;
  private final BatchPool batches;
  private final KnownOffsets known;
  private final Failures failures;
  private final DeadLetterLimit limit;
  private final BatchMetrics metrics;
  private Command last = new Command.Stop();
  private @Nullable LoadPositions loading;
  private @Nullable BatchInHand inHand;
  private boolean pausing;
  private int fencedGeneration = -1;

  /** Whether the database took, or would have taken, the last rows that it was given. */
  private boolean databaseUsable;

  BatchWriter(
      Mailbox mailbox,
      BatchPool batches,
      KnownOffsets known,
      Failures failures,
      DeadLetterLimit limit,
      BatchMetrics metrics) {
    this.mailbox = mailbox;
    this.batches = batches;
    this.known = known;
    this.failures = failures;
    this.limit = limit;
    this.metrics = metrics;
  }

  /**
   * Takes the answer to the last command; the first one is {@link Answer.Ready}.
   *
   * @return the next command
   * @throws SQLException what the database refuses for good
   */
  Command next(Answer answer) throws SQLException {
    take(answer);
    last = command();
    return last;
  }

  // What comes next

  private Command command() {
    if (pausing) {
      return new Command.Pause(generationOfWork(), failures.pause());
    }
    if (loading != null) {
      return new Command.Load(loading.partitions());
    }
    if (!isCurrent(known.generation())) {
      known.forget();
    }
    boolean due = known.areDue();
    BatchInHand batch = inHand;
    if (batch != null) {
      boolean compares = due && (known.areInDoubt() || !batch.mustBeWritten());
      return compares ? compare() : checked(batch.next(databaseUsable));
    }
    if (mailbox.isDone()) {
      return new Command.Stop();
    }
    if (due) {
      return compare();
    }
    failures.gaveUp(); // a comparison that failed, of offsets that are not known any more
    return new Command.Take(known.untilDue());
  }

  /** After a fault of the database a row may be missing: a failover may have lost it. */
  private Command compare() {
    return new Command.Compare(known.next(), !known.areInDoubt());
  }

  private Command checked(Command next) {
    if (next instanceof Command.SendLetters letters) {
      limit.check(letters.part());
    }
    return next;
  }

  private boolean isCurrent(int generation) {
    return generation > fencedGeneration && mailbox.isWanted(generation);
  }

  /** Without work it is a comparison that failed. */
  private int generationOfWork() {
    if (loading != null) {
      return loading.generation();
    }
    return inHand == null ? known.generation() : inHand.whole().generation();
  }

  // What came of the last command

  private void take(Answer answer) throws SQLException {
    if (answer instanceof Answer.Ready) {
      ready();
    } else if (answer instanceof Answer.Taken taken) {
      begin(taken.work());
    } else if (answer instanceof Answer.Loaded loaded) {
      loaded(loaded);
    } else if (answer instanceof Answer.Compared compared) {
      compared(compared.same());
    } else if (answer instanceof Answer.Searched searched) {
      searched(searched);
    } else if (answer instanceof Answer.Written written) {
      written(written.mode());
    } else if (answer instanceof Answer.Fenced) {
      fenced(generationOfWork());
    } else if (answer instanceof Answer.Failed failed) {
      failed(failed.fault());
    }
  }

  /** Work may have been given up during a pause. */
  private void ready() {
    boolean paused = pausing;
    pausing = false;
    if (paused && !mailbox.isWanted(generationOfWork())) {
      giveUp();
    }
  }

  private void begin(Work work) {
    if (work instanceof LoadPositions positions) {
      loading = positions;
    } else if (work instanceof WriteBatch write) {
      inHand = new BatchInHand(write.batch());
    }
    if (work.generation() <= fencedGeneration) {
      end();
    }
  }

  private void loaded(Answer.Loaded loaded) {
    int generation = Objects.requireNonNull(loading).generation();
    known.loaded(generation, loaded.offsets());
    mailbox.report(new Report.Loaded(generation, loaded.offsets()));
    failures.recovered();
    end();
  }

  private void compared(boolean same) {
    if (!same) {
      fenced(known.generation());
      return;
    }
    known.confirmed();
    if (inHand == null) {
      failures.recovered();
    }
  }

  private void searched(Answer.Searched searched) throws SQLException {
    BatchInHand batch = Objects.requireNonNull(inHand);
    databaseUsable = searched.refused().size() < batch.part().rows().count();
    SQLException refusal = batch.searched(searched.refused());
    if (refusal == null) {
      return;
    }
    int rows = batch.part().rows().count();
    if (!batch.retryPlain() && FaultKind.ofWriting(rows, refusal) == FaultKind.FATAL) {
      throw refusal;
    }
    log.warn(
        "a batch was refused, but none of its rows is: it is written again, by COPY or INSERT: {}",
        Faults.oneLine(refusal));
    retry(refusal);
  }

  private void written(RowWriter.Mode mode) {
    BatchInHand batch = Objects.requireNonNull(inHand);
    Batch part = batch.part();
    databaseUsable |= part.rows().count() > 0;
    known.written(part.advances());
    mailbox.report(new Report.Committed(part.advances()));
    limit.add(part);
    metrics.committed(part, mode);
    failures.recovered();
    batch.written();
    if (batch.isDone()) {
      end();
    }
  }

  /** The positions of a generation are not the stored ones; what was read after them is dropped. */
  private void fenced(int generation) {
    fencedGeneration = Math.max(fencedGeneration, generation);
    known.forget();
    if (inHand != null) {
      Batch part = inHand.part();
      log.info(
          "batch of {} rows dropped: its offsets have moved (partitions {}); positions are loaded again",
          part.rows().count(),
          part.advances().keySet());
      metrics.fenced();
    }
    mailbox.report(new Report.Fenced(generation));
    failures.recovered();
    end();
  }

  private void failed(Exception fault) throws SQLException {
    if (fault instanceof SQLException) {
      known.doubt();
    }
    BatchInHand batch = inHand;
    if (batch != null && mailbox.isGivenUp(batch.whole().generation())) {
      giveUp();
      return;
    }
    boolean writing = last instanceof Command.Write || last instanceof Command.SendLetters;
    int rows = batch != null && writing ? batch.part().rows().count() : 0;
    FaultKind kind = FaultKind.ofWriting(rows, fault);
    if (batch != null && rows > 0 && kind.isRefusal() && fault instanceof SQLException refusal) {
      batch.refused(refusal);
      return;
    }
    requirePassing(writing && kind == FaultKind.DATA ? FaultKind.FATAL : kind, fault);
    if (batch != null && !(last instanceof Command.Compare)) {
      batch.failed(kind == FaultKind.TOO_MUCH);
    }
    retry(fault);
  }

  /** Throws a fault that waiting does not mend. */
  private static void requirePassing(FaultKind kind, Exception fault) throws SQLException {
    if (kind != FaultKind.FATAL) {
      return;
    }
    if (fault instanceof SQLException sql) {
      throw sql;
    }
    throw (RuntimeException) fault;
  }

  private void retry(Exception fault) {
    if (fault instanceof SQLException) {
      databaseUsable = false;
    }
    failures.failed(fault);
    pausing = true;
  }

  private void giveUp() {
    failures.gaveUp();
    end();
  }

  private void end() {
    if (inHand != null) {
      batches.recycle(inHand.whole());
    }
    loading = null;
    inHand = null;
    mailbox.done();
  }
}
