package io.geostream.consumer.poll;

import io.geostream.common.daemon.Faults;
import io.geostream.common.daemon.Outage;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.reading.BadRecord;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.BatchPool;
import io.geostream.consumer.batch.DeadLetterLimit;
import io.geostream.consumer.batch.Phase;
import io.geostream.consumer.batch.Stopwatch;
import io.geostream.consumer.database.Transactor;
import io.geostream.consumer.kafka.DeadLetters;
import io.geostream.consumer.metrics.BatchMetrics;
import io.geostream.consumer.poll.Handoff.LoadPositions;
import io.geostream.consumer.poll.Handoff.Work;
import io.geostream.consumer.poll.Handoff.WriteBatch;
import io.geostream.consumer.write.Backoff;
import io.geostream.consumer.write.FaultKind;
import io.geostream.consumer.write.RefusedRows;
import io.geostream.consumer.write.RowWriter;
import io.geostream.consumer.write.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer thread of a worker: does one piece of work after the other, each until it is done or
 * given up. Servers that are away are waited for; only what waiting does not mend stops the daemon.
 */
final class Writer implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(Writer.class);
  private static final Duration BEAT = Duration.ofSeconds(10);

  /** One failure alone may be a deadlock or a time-out that passed by. */
  private static final int FAILURES_OF_AN_OUTAGE = 2;

  private final Handoff handoff;
  private final BatchPool batches;
  private final Progress progress;
  private final PositionLoader loader;
  private final Transactor connection;
  private final TopicGuard topic;
  private final DeadLetters deadLetters;
  private final DeadLetterLimit limit;
  private final Transaction transaction;
  private final RefusedRows refusedRows;
  private final Backoff backoff;
  private final Outage database;
  private final Outage broker;
  private final BatchMetrics metrics;
  private final StopSignal stop;
  private final Heartbeat heartbeat;
  private int failures;
  private boolean gaveUpWhileFailing;

  /** A part that the database refused as a whole, while the search found no row to blame. */
  private @Nullable Batch unexplained;

  /** Whether the database took, or would have taken, the last rows that it was given. */
  private boolean databaseUsable;

  Writer(
      Handoff handoff,
      BatchPool batches,
      Progress progress,
      PositionLoader loader,
      Transactor connection,
      TopicGuard topic,
      DeadLetters deadLetters,
      DeadLetterLimit limit,
      Transaction transaction,
      RefusedRows refusedRows,
      Backoff backoff,
      Outages outages,
      BatchMetrics metrics,
      StopSignal stop,
      Heartbeat heartbeat) {
    this.handoff = handoff;
    this.batches = batches;
    this.progress = progress;
    this.loader = loader;
    this.connection = connection;
    this.topic = topic;
    this.deadLetters = deadLetters;
    this.limit = limit;
    this.transaction = transaction;
    this.refusedRows = refusedRows;
    this.backoff = backoff;
    this.database = outages.database();
    this.broker = outages.broker();
    this.metrics = metrics;
    this.stop = stop;
    this.heartbeat = heartbeat;
  }

  /** The outages of the servers that a writer needs. */
  record Outages(Outage database, Outage broker) {}

  @Override
  public void run() {
    try {
      while (!handoff.isDone()) {
        heartbeat.beat();
        Work work = handoff.take(BEAT);
        if (work instanceof LoadPositions request) {
          load(request);
        } else if (work instanceof WriteBatch write) {
          write(write.batch());
          batches.recycle(write.batch());
        }
      }
    } catch (InterruptedException | InterruptException e) {
      log.debug("interrupted: the worker is closed by force", e);
    } catch (Throwable e) { // whatever it is: a worker without its writer must not live on
      stop.fail(e);
    } finally {
      handoff.abandon();
      heartbeat.end();
    }
  }

  private void load(LoadPositions request) throws SQLException, InterruptedException {
    do {
      heartbeat.beat();
      try {
        progress.loaded(
            new Progress.Loaded(
                request.generation(), loader.load(connection, request.partitions())));
        recovered();
        return;
      } catch (SQLException | KafkaException e) {
        if (FaultKind.of(e) == FaultKind.FATAL) {
          throw e;
        }
        failed(e);
      }
    } while (pause(request.generation()));
  }

  /** Writes a batch, in parts if the whole is too much. */
  private void write(Batch batch) throws SQLException, InterruptedException {
    unexplained = null;
    Deque<Batch> parts = new ArrayDeque<>(List.of(batch));
    while (!parts.isEmpty()) {
      heartbeat.beat();
      Batch part = parts.pop();
      try {
        topic.confirm();
        if (!part.unsentLetters().isEmpty()) {
          if (!databaseUsable) {
            Optional<Batch> rest = rehearse(part);
            if (rest.isEmpty()) {
              fenced(part);
              return;
            }
            part = rest.get();
          }
          sendLetters(part);
          heartbeat.beat();
        }
        Transaction.Outcome outcome =
            part == unexplained ? transaction.writePlain(part) : transaction.write(part);
        if (outcome instanceof Transaction.Outcome.Written written) {
          written(part, written.mode());
        } else {
          fenced(part);
          return;
        }
      } catch (SQLException | KafkaException e) {
        if (handoff.isGivenUp(batch.generation())) {
          gaveUp();
          return;
        }
        again(part, e).forEach(parts::push);
        if (handoff.isGivenUp(batch.generation())) {
          gaveUp(); // the search for refused rows takes a while
          return;
        }
        if (failures > 0 && !pause(batch.generation())) {
          return;
        }
      }
    }
  }

  /**
   * Tries a part on the database and takes it back, so that no letter goes out before a fault of
   * the database that stops this consumer, and again after each restart.
   *
   * @return the part without the rows that the database refuses; empty if it is fenced
   */
  private Optional<Batch> rehearse(Batch part) throws SQLException {
    Optional<SortedMap<Integer, BadRecord>> refused = refusedRows.find(part);
    if (refused.isEmpty()) {
      return Optional.empty();
    }
    databaseUsable = refused.get().size() < part.rows().count();
    return Optional.of(refused.get().isEmpty() ? part : part.refusing(refused.get()));
  }

  private void sendLetters(Batch part) {
    limit.check(part);
    Stopwatch stopwatch = new Stopwatch(part.times());
    deadLetters.send(part.unsentLetters());
    stopwatch.ends(Phase.DEAD_LETTERS);
  }

  /**
   * What to write instead of a part that failed: itself, its halves, or itself without refused
   * rows; last one first.
   */
  private List<Batch> again(Batch part, Exception fault) throws SQLException {
    FaultKind kind = FaultKind.ofWriting(part.rows().count(), fault);
    return switch (kind) {
      case TOO_MUCH, TRANSIENT -> later(part, kind, fault);
      case DATA, FATAL -> {
        if (fault instanceof SQLException refusal && part.rows().count() > 0) {
          yield withoutRefused(part, kind, refusal);
        }
        throw rethrown(fault);
      }
    };
  }

  private List<Batch> withoutRefused(Batch part, FaultKind refusalKind, SQLException refusal)
      throws SQLException {
    try {
      Optional<SortedMap<Integer, BadRecord>> refused = refusedRows.find(part);
      if (refused.isEmpty()) {
        fenced(part);
        return List.of();
      }
      if (refused.get().isEmpty()) {
        return List.of(onceMore(part, refusalKind, refusal));
      }
      return List.of(part.refusing(refused.get()));
    } catch (SQLException e) {
      FaultKind kind = FaultKind.of(e);
      if (kind == FaultKind.FATAL) {
        throw e;
      }
      return later(part, kind, e);
    }
  }

  /**
   * No row is to blame: the table was changed between the two tries, or it is the way into the
   * columnstore that fails, which the search does not take.
   */
  private Batch onceMore(Batch part, FaultKind refusalKind, SQLException refusal)
      throws SQLException {
    if (part == unexplained && refusalKind == FaultKind.FATAL) {
      throw refusal;
    }
    log.warn(
        "a batch was refused, but none of its rows is: it is written again, by COPY or INSERT: {}",
        Faults.oneLine(refusal));
    unexplained = part;
    failed(refusal);
    return part;
  }

  private List<Batch> later(Batch part, FaultKind kind, Exception fault) {
    failed(fault);
    if (kind == FaultKind.TOO_MUCH && part.rows().count() > 1) {
      List<Batch> halves = part.halves();
      return List.of(halves.get(1), halves.get(0));
    }
    return List.of(part);
  }

  private static SQLException rethrown(Exception fault) {
    if (fault instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    return (SQLException) fault;
  }

  private void written(Batch part, RowWriter.Mode mode) {
    databaseUsable |= part.rows().count() > 0;
    progress.written(part.advances());
    limit.add(part);
    metrics.committed(part, mode);
    if (part.rows().count() > 0) {
      refusedRows.accepted();
    }
    recovered();
  }

  /**
   * The offsets moved: this consumer's positions are not the truth. All that was read after them
   * goes with the batch.
   */
  private void fenced(Batch part) {
    log.info(
        "batch of {} rows dropped: its offsets have moved (partitions {}); positions are loaded again",
        part.rows().count(),
        part.advances().keySet());
    metrics.fenced();
    handoff.giveUp(part.generation());
    recovered();
  }

  private void failed(Exception fault) {
    failures++;
    Outage server = fault instanceof KafkaException ? broker : database;
    metrics.retried(server.server(), FaultKind.of(fault));
    if (failures >= FAILURES_OF_AN_OUTAGE) {
      server.failed(this, Faults.oneLine(fault));
    }
    if (server == database) {
      databaseUsable = false;
      broker.recovered(this); // the dead letters, if any, are through; a watch looks after the rest
    } else {
      database.gaveUp(this); // it may be back, but this writer does not get that far
    }
    log.debug("attempt {} failed", failures, fault);
  }

  private void recovered() {
    if (failures > 0 || gaveUpWhileFailing) {
      failures = 0;
      gaveUpWhileFailing = false;
      database.recovered(this);
      broker.recovered(this);
    }
  }

  /**
   * This work is not wanted any more. The next work, or a watch, finds out whether the server is
   * back.
   */
  private void gaveUp() {
    gaveUpWhileFailing |= failures > 0;
    failures = 0;
    database.gaveUp(this);
    broker.gaveUp(this);
  }

  private boolean pause(int generation) throws InterruptedException {
    boolean again = handoff.awaitRetry(generation, backoff.after(Math.max(1, failures)));
    if (!again) {
      gaveUp();
    }
    return again;
  }
}
