package io.geostream.producer.replay;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what a replayed file holds besides messages.
 *
 * @param file as messages name it
 */
record ReplayLog(String file) implements ReplayListener {

  private static final Logger log = LoggerFactory.getLogger(ReplayLog.class);

  @Override
  public void badLine(Entry.Bad line) {
    log.warn("{}, line {}: {}: {}", file, line.line(), line.code(), line.message());
  }

  @Override
  public void furtherBadLinesAreCounted() {
    log.warn(
        "{}: more than {} bad lines; later ones are only counted", file, ReplaySource.NAMED_LINES);
  }

  @Override
  public void end(Totals totals) {
    log.info(
        "{}: {} messages, {} bad lines, {} ignored fields",
        file,
        totals.messages(),
        totals.badLines(),
        totals.ignoredFields());
  }
}
