package io.geostream.consumer.worker;

import io.geostream.common.daemon.Faults;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.write.RowWriter;
import java.sql.SQLException;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what a writer does next. Each piece of work is retried until it is done or given up. An
 * outage is retried, too; only faults that a retry cannot fix are thrown, and stop the daemon.
 * Never blocks and contacts no server itself.
 */
final class BatchWriter {

  private static final Logger log = LoggerFactory.getLogger(BatchWriter.class);

  private final Mailbox mailbox;
  private final WorkInHand work;
  private final KnownOffsets known;
  private final Failures failures;
  private final Outcomes outcomes;
  private Command last = new Command.Stop();
  private boolean pausing;

  /** Whether the database took, or would have taken, the last rows that it was given. */
  private boolean databaseUsable;

  BatchWriter(
      Mailbox mailbox, WorkInHand work, KnownOffsets known, Failures failures, Outcomes outcomes) {
    this.mailbox = mailbox;
    this.work = work;
    this.known = known;
    this.failures = failures;
    this.outcomes = outcomes;
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

  private Command command() {
    if (pausing) {
      return new Command.Pause(generationOfWork(), failures.pause());
    }
    Work.LoadPositions request = work.request();
    if (request != null) {
      return new Command.Load(request.partitions());
    }
    if (!mailbox.isWanted(known.generation())) {
      known.forget();
    }
    boolean due = known.areDue();
    BatchInHand batch = work.batch();
    if (batch != null && !batch.mustBeWritten() && mailbox.isGivenUp(generationOfWork())) {
      giveUp();
      batch = null;
    }
    if (batch != null) {
      boolean compares = due && (known.areInDoubt() || !batch.mustBeWritten());
      return compares ? compare() : outcomes.checked(batch.next(databaseUsable));
    }
    if (mailbox.isDone()) {
      return new Command.Stop();
    }
    if (due) {
      return compare();
    }
    failures.gaveUp(); // if a comparison has failed, its offsets are not known any more
    return new Command.Take(known.untilDue());
  }

  /** After a fault of the database a row may be missing: a failover may have lost it. */
  private Command compare() {
    return new Command.Compare(known.next(), !known.areInDoubt());
  }

  /** Without work, a comparison has failed. */
  private int generationOfWork() {
    return work.generationOr(known.generation());
  }

  private void take(Answer answer) throws SQLException {
    if (answer instanceof Answer.Ready) {
      ready();
    } else if (answer instanceof Answer.Taken taken) {
      work.begin(taken.work());
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

  private void loaded(Answer.Loaded loaded) {
    int generation = generationOfWork();
    known.loaded(generation, loaded.offsets());
    outcomes.loaded(generation, loaded.offsets());
    failures.recovered();
    work.end();
  }

  private void compared(boolean same) {
    if (!same) {
      fenced(known.generation());
      return;
    }
    known.confirmed();
    if (work.batch() == null) {
      failures.recovered();
    }
  }

  private void searched(Answer.Searched searched) throws SQLException {
    BatchInHand batch = Objects.requireNonNull(work.batch());
    databaseUsable = searched.refused().size() < batch.part().messages();
    SQLException refusal = batch.searched(searched.refused());
    if (refusal == null) {
      return;
    }
    batch.retryPlain(refusal);
    log.warn(
        "a batch was refused, but none of its messages is: it is written again, by COPY or INSERT: {}",
        Faults.oneLine(refusal));
    retry(refusal);
  }

  private void written(RowWriter.Mode mode) {
    BatchInHand batch = Objects.requireNonNull(work.batch());
    Batch part = batch.part();
    databaseUsable |= part.messages() > 0;
    known.written(part.advances());
    outcomes.written(part, mode);
    failures.recovered();
    batch.written();
    if (batch.isDone()) {
      work.end();
    }
  }

  /** The positions of a generation are not the stored ones; what was read after them is dropped. */
  private void fenced(int generation) {
    known.forget();
    BatchInHand batch = work.batch();
    outcomes.fenced(generation, batch == null ? null : batch.part());
    failures.recovered();
    work.end();
  }

  private void failed(Exception fault) throws SQLException {
    if (fault instanceof SQLException) {
      known.doubt();
    }
    BatchInHand batch = work.batch();
    if (batch != null && mailbox.isGivenUp(batch.whole().generation())) {
      giveUp();
      return;
    }
    Verdict verdict = Verdict.of(last, fault);
    if (batch != null && verdict == Verdict.SEARCH) {
      batch.refused((SQLException) fault);
      return;
    }
    if (batch != null && !(last instanceof Command.Compare)) {
      batch.failed(verdict == Verdict.HALVE, fault);
    }
    retry(fault);
  }

  private void retry(Exception fault) {
    if (fault instanceof SQLException) {
      databaseUsable = false;
    }
    failures.failed(fault);
    pausing = true;
  }

  private void giveUp() {
    databaseUsable = false; // what follows may be fenced: no letter goes out before that is known
    failures.gaveUp();
    work.end();
  }
}
