package io.geostream.e2e.faults;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A record that is no reading.
 *
 * @param value null for a tombstone
 * @param code what its dead letter has to say in {@code x-error-code}
 * @param message what it has to say, among other things, in {@code x-error-message}
 */
record BadRecord(
    @Nullable Bytes key, @Nullable Bytes value, List<Header> headers, String code, String message) {

  /** Each in its own way, distinct by number. */
  static BadRecord of(long number) {
    return switch ((int) (number % 6)) {
      case 0 -> of(number, "not JSON, number " + number, "not-json");
      case 1 -> new BadRecord(key(number), null, headers(number), "not-json", "");
      case 2 -> of(number, "{\"location_id\":\"x\",\"temperature\":1}", "missing-field");
      case 3 -> of(number, reading("\"temperature\":\"1\""), "wrong-type");
      case 4 -> of(number, reading("\"temperature\":101"), "out-of-range");
      default -> of(number, reading("\"latitude\":1"), "no-measurement");
    };
  }

  /** Of this value, with a key and headers that its number makes distinct. */
  static BadRecord of(long number, String value, String code) {
    Bytes bytes = Bytes.wrap(value.getBytes(StandardCharsets.UTF_8));
    return new BadRecord(key(number), bytes, headers(number), code, "");
  }

  /**
   * A reading that nothing is wrong with but what a database says that has a rule of its own for
   * such a place.
   *
   * @param message what the database says
   */
  static BadRecord refused(long number, String place, String message) {
    return refused(number, Instant.now().truncatedTo(ChronoUnit.MILLIS), place, message);
  }

  /** The same, of a time. */
  static BadRecord refused(long number, Instant time, String place, String message) {
    String value =
        String.format(
            Locale.ROOT,
            "{\"timestamp\":\"%s\",\"location_id\":\"%s%d\",\"latitude\":1.25,\"temperature\":20.5}",
            time,
            place,
            number);
    return refused(number, value.getBytes(StandardCharsets.UTF_8), message);
  }

  /** A reading that the database refuses, as it stands. */
  static BadRecord refused(long number, byte[] reading, String message) {
    return new BadRecord(
        key(number), Bytes.wrap(reading), headers(number), "rejected-by-database", message);
  }

  /** Has this text for a value, and neither key nor headers. */
  static BadRecord bare(String value, String code) {
    return new BadRecord(
        null, Bytes.wrap(value.getBytes(StandardCharsets.UTF_8)), List.of(), code, "");
  }

  private static String reading(String field) {
    return "{\"timestamp\":\"2026-01-01T00:00:00Z\",\"location_id\":\"x\"," + field + "}";
  }

  /** No text. */
  private static Bytes key(long number) {
    return Bytes.wrap(ByteBuffer.allocate(10).putShort((short) 0xff00).putLong(number).array());
  }

  private static List<Header> headers(long number) {
    return List.of(
        new RecordHeader("trace", new byte[] {(byte) number, (byte) 0xfe}),
        new RecordHeader("trace", new byte[] {0}),
        new RecordHeader("nothing", null));
  }
}
