package io.geostream.common.progress;

import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A log line every five seconds. */
final class LogDisplay implements Display {

  private static final Logger log = LoggerFactory.getLogger(LogDisplay.class);

  @Override
  public Duration period() {
    return Duration.ofSeconds(5);
  }

  @Override
  public void show(Snapshot snapshot) {
    log.info("{}", line(snapshot));
  }

  @Override
  public void clear() {
    // Lines of a log stay.
  }

  static String line(Snapshot snapshot) {
    String share =
        snapshot.total().isEmpty()
            ? ""
            : String.format(Locale.ROOT, "%.0f %%, ", Math.floor(snapshot.share() * 100));
    String detail = snapshot.detail().isEmpty() ? "" : "; " + snapshot.detail();
    return snapshot.work() + ": " + share + snapshot.numbers() + detail;
  }
}
