package io.geostream.e2e.faults;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A record that is no reading.
 *
 * @param value null for a tombstone
 * @param code what its dead letter has to say in {@code x-error-code}
 */
record BadRecord(Bytes key, @Nullable Bytes value, List<Header> headers, String code) {

  /** Each in its own way, told apart by number. */
  static BadRecord of(long number) {
    return switch ((int) (number % 6)) {
      case 0 -> of(number, "not JSON, number " + number, "not-json");
      case 1 -> new BadRecord(key(number), null, headers(number), "not-json");
      case 2 -> of(number, "{\"location_id\":\"x\",\"temperature\":1}", "missing-field");
      case 3 -> of(number, reading("\"temperature\":\"1\""), "wrong-type");
      case 4 -> of(number, reading("\"temperature\":101"), "out-of-range");
      default -> of(number, reading("\"latitude\":1"), "no-measurement");
    };
  }

  private static BadRecord of(long number, String value, String code) {
    Bytes bytes = Bytes.wrap(value.getBytes(StandardCharsets.UTF_8));
    return new BadRecord(key(number), bytes, headers(number), code);
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
