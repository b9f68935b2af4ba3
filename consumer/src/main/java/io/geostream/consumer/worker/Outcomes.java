package io.geostream.consumer.worker;

import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.deadletter.DeadLetterLimit;
import io.geostream.consumer.metrics.BatchMetrics;
import io.geostream.consumer.offsets.StoredOffset;
import io.geostream.consumer.write.RowWriter;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on the results of a writer's work: to its poll loop, the metrics and the limit of letters.
 */
final class Outcomes {

  private static final Logger log = LoggerFactory.getLogger(Outcomes.class);

  private final Mailbox mailbox;
  private final DeadLetterLimit limit;
  private final BatchMetrics metrics;

  Outcomes(Mailbox mailbox, DeadLetterLimit limit, BatchMetrics metrics) {
    this.mailbox = mailbox;
    this.limit = limit;
    this.metrics = metrics;
  }

  /**
   * Checks letters before they are sent.
   *
   * @throws io.geostream.consumer.deadletter.TooManyDeadLettersException if they are too many
   */
  Command checked(Command next) {
    if (next instanceof Command.SendLetters letters) {
      limit.check(letters.part());
    }
    return next;
  }

  void loaded(int generation, SortedMap<Integer, StoredOffset> offsets) {
    mailbox.report(new Report.Loaded(generation, offsets));
  }

  void written(Batch part, RowWriter.Mode mode) {
    mailbox.report(new Report.Committed(part.advances()));
    limit.add(part);
    metrics.committed(part, mode);
  }

  /**
   * The positions of a generation are not the stored ones.
   *
   * @param dropped what was to be written, if anything was
   */
  void fenced(int generation, @Nullable Batch dropped) {
    if (dropped != null) {
      log.info(
          "batch of {} rows dropped: its offsets have moved (partitions {}); positions are loaded again",
          dropped.rows().count(),
          dropped.advances().keySet());
      metrics.fenced();
    }
    mailbox.report(new Report.Fenced(generation));
  }
}
