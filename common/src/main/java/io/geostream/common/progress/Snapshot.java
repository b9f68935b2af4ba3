package io.geostream.common.progress;

import io.geostream.common.settings.Durations;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;

/**
 * How far work is at one moment.
 *
 * @param work what is being done, in a few words
 * @param done how much is done, in the unit
 * @param total how much there is to do, if that is known
 * @param perSecond the present rate
 * @param detail what else there is to say, perhaps nothing
 */
record Snapshot(
    String work, Unit unit, long done, OptionalLong total, double perSecond, String detail) {

  /** The share that is done, 0 to 1; 0 if the total is not known. */
  double share() {
    return total.isPresent() && total.getAsLong() > 0
        ? Math.min(1, (double) done / total.getAsLong())
        : 0;
  }

  /** {@code 1,234 of 5,678 rows, 100/s, 44s left}, as far as it is known. */
  String numbers() {
    StringBuilder text = new StringBuilder(unit.number((double) done));
    total.ifPresent(all -> text.append(" of ").append(unit.number((double) all)));
    text.append(unit.nameAfterNumber());
    text.append(", ").append(unit.number(perSecond)).append("/s");
    if (total.isPresent() && perSecond > 0) {
      text.append(", ").append(timeLeft(total.getAsLong())).append(" left");
    }
    return text.toString();
  }

  private String timeLeft(long all) {
    return Durations.inWords(
        toWhatMatters(Duration.ofSeconds((long) Math.ceil(Math.max(0, all - done) / perSecond))));
  }

  private static Duration toWhatMatters(Duration left) {
    if (left.toDays() > 0) {
      return left.truncatedTo(ChronoUnit.HOURS);
    }
    return left.toHours() > 0 ? left.truncatedTo(ChronoUnit.MINUTES) : left;
  }
}
