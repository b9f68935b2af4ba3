package io.geostream.producer.kafka;

import io.geostream.common.daemon.Outage;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Determines from the acknowledgements whether the broker is there: down when none has come for
 * {@link #PATIENCE} although some are due; back with the next one.
 *
 * <p>It counts looks, not time: after a pause of the process itself a broker is not suspected.
 */
public final class ProgressWatch {

  /** How often to {@link #look}. */
  public static final Duration PERIOD = Duration.ofMillis(250);

  /** How long a broker may be silent. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final long LOOKS = PATIENCE.dividedBy(PERIOD);

  private final Publisher publisher;
  private final Outage broker;

  private long lastAcknowledged;
  private long idleLooks;

  /**
   * @param broker notified when the broker is down, and when it is back
   */
  public ProgressWatch(Publisher publisher, Outage broker) {
    this.publisher = publisher;
    this.broker = broker;
  }

  /** Checks once; to be called every {@link #PERIOD}, by one thread. */
  public void look() {
    long acknowledged = publisher.tally().acknowledged();
    long inFlight = publisher.tally().inFlight();
    String stuck = publisher.stuckBecause();
    if (acknowledged > lastAcknowledged) {
      lastAcknowledged = acknowledged;
      idleLooks = 0;
      broker.recovered(this);
    } else if (inFlight == 0 && stuck == null) {
      idleLooks = 0;
    } else if (++idleLooks >= LOOKS) {
      broker.failed(this, reason(inFlight, stuck));
    }
  }

  private static String reason(long inFlight, @Nullable String stuck) {
    String waiting =
        String.format(Locale.ROOT, "%d messages wait for their acknowledgement", inFlight);
    return stuck == null ? waiting : waiting + ", and the next one: " + stuck;
  }
}
