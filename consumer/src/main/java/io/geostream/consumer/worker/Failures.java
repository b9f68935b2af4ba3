package io.geostream.consumer.worker;

import io.geostream.common.daemon.Faults;
import io.geostream.common.daemon.Outage;
import io.geostream.consumer.metrics.BatchMetrics;
import io.geostream.consumer.write.Backoff;
import io.geostream.consumer.write.FaultKind;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The failed attempts of a writer in a row, and the outages that they are part of. */
final class Failures {

  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  private final Outage database;
  private final Outage broker;
  private final Backoff backoff;
  private final BatchMetrics metrics;
  private int inARow;
  private boolean gaveUpWhileFailing;

  Failures(Outage database, Outage broker, Backoff backoff, BatchMetrics metrics) {
    this.database = database;
    this.broker = broker;
    this.backoff = backoff;
    this.metrics = metrics;
  }

  /** An attempt failed and is to be repeated. */
  void failed(Exception fault) {
    inARow++;
    Outage server = fault instanceof KafkaException ? broker : database;
    metrics.retried(server.server(), FaultKind.of(fault));
    server.attemptFailed(this, Faults.oneLine(fault)); // it may be a deadlock, which passes
    Outage other = server == database ? broker : database;
    other.gaveUp(this); // unknown: this attempt did not get that far
    log.debug("attempt {} failed", inARow, fault);
  }

  /** How long to wait before the next attempt. */
  Duration pause() {
    return backoff.after(Math.max(1, inARow));
  }

  /** An attempt succeeded. */
  void recovered() {
    if (inARow > 0 || gaveUpWhileFailing) {
      inARow = 0;
      gaveUpWhileFailing = false;
      database.recovered(this);
      broker.recovered(this);
    }
  }

  /** The work was given up. The next work, or a watch, notices when the server is back. */
  void gaveUp() {
    gaveUpWhileFailing |= inARow > 0;
    inARow = 0;
    database.gaveUp(this);
    broker.gaveUp(this);
  }
}
