package io.geostream.consumer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.daemon.Outage;
import io.geostream.common.decode.BadRecord;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.BatchPool;
import io.geostream.consumer.deadletter.DeadLetterLimit;
import io.geostream.consumer.metrics.BatchMetrics;
import io.geostream.consumer.offsets.StoredOffset;
import io.geostream.consumer.write.Backoff;
import io.geostream.consumer.write.RowWriter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TimeoutException;

/** A batch writer whose commands a test answers, in the place of a {@link CommandExecutor}. */
final class WriterDialog {

  static final Answer READY = new Answer.Ready();
  static final Answer SAME = new Answer.Compared(true);
  static final Answer MOVED = new Answer.Compared(false);
  static final Answer SENT = new Answer.Sent();
  static final Answer WRITTEN = new Answer.Written(RowWriter.Mode.COPY);
  static final Answer FENCED = new Answer.Fenced();
  static final Answer NONE_REFUSED = new Answer.Searched(new TreeMap<>());
  static final Answer NO_BROKER = new Answer.Failed(new TimeoutException("no broker"));

  /** A deadlock, which passes by itself. */
  static final Answer DEADLOCK = failed("40P01");

  final AtomicLong nanoTime = new AtomicLong();
  final Mailbox mailbox = new Mailbox(new WaitingBatches(Duration.ZERO), nanoTime::get);
  final BatchPool pool = new BatchPool(TestBatches.LIMITS);
  final Outage database = new Outage("database", nanoTime::get);
  final Outage broker = new Outage("broker", nanoTime::get);
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final BatchWriter writer;
  private Command last;

  WriterDialog() throws SQLException {
    this(0);
  }

  /**
   * @param letterLimit the greatest share of bad records, in percent; 0 is no limit
   */
  WriterDialog(double letterLimit) throws SQLException {
    BatchMetrics metrics = new BatchMetrics(registry, () -> 0);
    writer =
        new BatchWriter(
            mailbox,
            new WorkInHand(mailbox, pool),
            new KnownOffsets(nanoTime::get),
            new Failures(database, broker, new Backoff(() -> 0), metrics),
            new Outcomes(mailbox, new DeadLetterLimit(letterLimit), metrics));
    last = writer.next(READY);
  }

  /** A fault of the database with an SQLState. */
  static Answer failed(String state) {
    return new Answer.Failed(new SQLException("fault " + state, state));
  }

  /** A search that found these rows. */
  static Answer refused(int... rows) {
    SortedMap<Integer, BadRecord> refused = new TreeMap<>();
    for (int row : rows) {
      refused.put(row, TestBatches.BAD);
    }
    return new Answer.Searched(refused);
  }

  static Answer loaded(Map<Integer, Long> next) {
    SortedMap<Integer, StoredOffset> offsets = new TreeMap<>();
    next.forEach((number, at) -> offsets.put(number, new StoredOffset(at, Optional.of(7), "id")));
    return new Answer.Loaded(offsets);
  }

  /** The command that waits for its answer. */
  Command last() {
    return last;
  }

  /** Answers the last command; what was sent is acknowledged first. */
  Command answer(Answer answer) throws SQLException {
    if (answer instanceof Answer.Sent && last instanceof Command.SendLetters send) {
      send.part().unsentLetters().clear();
    }
    last = writer.next(answer);
    return last;
  }

  /** Answers the last command, and expects the next one, in the words of {@link #describe}. */
  void answer(Answer answer, String next) throws SQLException {
    assertThat(describe(answer(answer))).isEqualTo(next);
  }

  /** Takes work as the last command demands, and expects the next command. */
  void take(String next) throws SQLException, InterruptedException {
    assertThat(describe(last)).isEqualTo("take");
    Work work = mailbox.take(Duration.ZERO);
    assertThat(work).isNotNull();
    answer(work == null ? READY : new Answer.Taken(work), next);
  }

  /** Has a batch to write, and expects the next command. */
  void take(Batch batch, String next) throws SQLException, InterruptedException {
    mailbox.offer(batch);
    take(next);
  }

  /** Has loaded where the partition 0 goes on. */
  void load(int generation, long next) throws SQLException, InterruptedException {
    mailbox.request(new Work.LoadPositions(generation, Set.of(0)));
    take("load [0]");
    answer(loaded(Map.of(0, next)), "take");
    assertThat(mailbox.reports()).hasSize(1);
  }

  void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }

  boolean isIdle() throws InterruptedException {
    return mailbox.awaitIdle(Duration.ZERO);
  }

  double count(String counter, String... tags) {
    return registry.get(counter).tags(tags).counter().count();
  }

  private static String describe(Command command) {
    if (command instanceof Command.Load load) {
      return "load " + load.partitions();
    } else if (command instanceof Command.Compare compare) {
      return "compare " + compare.known() + (compare.rowsMustExist() ? "" : ", if there");
    } else if (command instanceof Command.FindRefused search) {
      return "search " + search.part().rows().count();
    } else if (command instanceof Command.SendLetters send) {
      return "send " + send.part().unsentLetters().size();
    } else if (command instanceof Command.Write write) {
      return (write.plain() ? "write plainly " : "write ") + write.part().rows().count();
    } else if (command instanceof Command.Pause) {
      return "pause";
    }
    return command instanceof Command.Take ? "take" : "stop";
  }
}
