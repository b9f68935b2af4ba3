package io.geostream.consumer.tool.offsets;

import io.geostream.common.settings.SettingException;
import io.geostream.consumer.settings.Moment;
import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.TypeConversionException;

/** Where partitions shall go on: the value of {@code --to}. */
sealed interface ResetTo {

  String FLAG = "--to";

  /** At the first record that is still there. */
  record Earliest() implements ResetTo {
    @Override
    public long in(PartitionState partition, LogRange log, Map<Integer, Long> times) {
      return log.begin();
    }
  }

  /** After the last record. */
  record Latest() implements ResetTo {
    @Override
    public long in(PartitionState partition, LogRange log, Map<Integer, Long> times) {
      return log.readable();
    }
  }

  /** Where they are. */
  record Stored() implements ResetTo {
    @Override
    public long in(PartitionState partition, LogRange log, Map<Integer, Long> times) {
      OffsetRow row = partition.row();
      if (row == null || partition.state() == State.MADE_ANEW) {
        throw new SettingException(
            FLAG, "nothing is stored for partition " + partition.partition() + " of this topic");
      }
      return checked(row.next(), partition, log);
    }
  }

  /** At an offset. */
  record Exactly(long offset) implements ResetTo {
    @Override
    public long in(PartitionState partition, LogRange log, Map<Integer, Long> times) {
      return checked(offset, partition, log);
    }
  }

  /** At the first record of a time or later; without one, after the last record. */
  record Time(Instant from) implements ResetTo {
    @Override
    public long in(PartitionState partition, LogRange log, Map<Integer, Long> times) {
      return times.getOrDefault(partition.partition(), log.readable());
    }
  }

  /**
   * The offset in a partition.
   *
   * @param log the partition's
   * @param times for a {@link Time}: the offsets of the first records since, of those partitions
   *     that have one
   * @throws SettingException if the log does not hold it
   */
  long in(PartitionState partition, LogRange log, Map<Integer, Long> times);

  private static long checked(long offset, PartitionState partition, LogRange log) {
    if (!log.holds(offset)) {
      throw new SettingException(
          FLAG, offset + " is outside " + log + ", the log of partition " + partition.partition());
    }
    return offset;
  }

  /**
   * Reads what a user wrote.
   *
   * @param now what a duration is counted back from
   * @throws SettingException if it is none of the forms
   */
  static ResetTo parse(String text, Instant now) {
    return switch (text) {
      case "earliest" -> new Earliest();
      case "latest" -> new Latest();
      case "stored" -> new Stored();
      default -> text.matches("-?\\d+") ? number(text) : new Time(time(text, now));
    };
  }

  private static ResetTo number(String text) {
    try {
      return new Exactly(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new SettingException(FLAG, text + " is no offset: it is too large");
    }
  }

  private static Instant time(String text, Instant now) {
    try {
      return Moment.parse(text).at(now);
    } catch (TypeConversionException e) {
      throw new SettingException(
          FLAG,
          "'%s' is none of earliest, latest, stored, an offset, a time such as 2026-01-31T12:00:00Z (with its offset from UTC),"
                  .formatted(text)
              + " a duration ago such as 2h");
    }
  }
}
