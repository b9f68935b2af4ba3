package io.geostream.common.decode;

import io.geostream.common.mapping.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads columns from the record that a message came in. */
final class RecordColumns {

  private static final long MICROS_PER_MILLI = 1_000;

  private final ValueReader[] readers;

  RecordColumns(List<ValueReader> readers) {
    this.readers = readers.toArray(ValueReader[]::new);
  }

  /** Reads them into the rows; gives what is wrong, or null. */
  @Nullable BadRecord read(ConsumerRecord<byte[], byte[]> record, DecodedRows rows) {
    for (ValueReader reader : readers) {
      BadRecord fault = read(reader, record, rows);
      if (fault != null) {
        return fault.at(reader.column().source().toString());
      }
    }
    return null;
  }

  private static @Nullable BadRecord read(
      ValueReader reader, ConsumerRecord<byte[], byte[]> record, DecodedRows rows) {
    if (reader.column().source() instanceof Source.Header header) {
      Header last = record.headers().lastHeader(header.name());
      return last == null ? null : text(reader, last.value(), rows);
    }
    return switch ((Source.Part) reader.column().source()) {
      case KEY -> text(reader, record.key(), rows);
      case TOPIC -> reader.string(record.topic(), rows);
      case PARTITION -> reader.number(Integer.toString(record.partition()), rows);
      case OFFSET -> reader.number(Long.toString(record.offset()), rows);
      case TIMESTAMP -> time(reader, record.timestamp(), rows);
    };
  }

  private static @Nullable BadRecord text(
      ValueReader reader, byte @Nullable [] utf8, DecodedRows rows) {
    if (utf8 == null) {
      return null;
    }
    int fault = Utf8.firstFault(utf8);
    return fault < 0
        ? reader.string(new String(utf8, StandardCharsets.UTF_8), rows)
        : new BadRecord(ErrorCode.WRONG_TYPE, "not UTF-8 at byte " + fault);
  }

  private static @Nullable BadRecord time(ValueReader reader, long millis, DecodedRows rows) {
    if (millis == ConsumerRecord.NO_TIMESTAMP) {
      return null;
    }
    return millis > Times.LAST / MICROS_PER_MILLI || millis < Times.FIRST / MICROS_PER_MILLI
        ? Times.outOfRange()
        : Times.put(millis * MICROS_PER_MILLI, reader.index(), rows);
  }
}
