package io.geostream.demo.actions;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A record that is no reading.
 *
 * @param key its key in Kafka
 * @param value its value; empty for a tombstone
 */
record BadRecord(String key, Optional<String> value) {

  private static final String STATION = "\"location_id\":\"loc_1\"";
  private static final int TOO_DEEP = 2_000;

  /** One of each kind. */
  static List<BadRecord> ofEachKind(Instant now) {
    String time = "\"timestamp\":\"" + now + "\"";
    String place = time + "," + STATION;
    List<String> values =
        List.of(
            "this is not JSON",
            "",
            "{" + place + ",\"temperature\":21.5} and more after it",
            "[21.5, 48.2, 1013.2]",
            "{" + place + ",\"temperature\":\"warm\"}",
            "{" + STATION + ",\"temperature\":21.5}",
            "{" + time + ",\"temperature\":21.5}",
            "{\"timestamp\":\"yesterday at noon\"," + STATION + ",\"temperature\":21.5}",
            "{" + place + ",\"temperature\":21.5,\"temperature\":22.5}",
            "{" + place + ",\"temperature\":451}",
            "{" + place + ",\"latitude\":40.7,\"longitude\":-274}",
            "{" + place + "}",
            "{\"timestamp\":\"2001-01-01T00:00:00Z\"," + STATION + ",\"temperature\":21.5}",
            "{\"timestamp\":\""
                + now.plusSeconds(172_800)
                + "\","
                + STATION
                + ",\"temperature\":21.5}",
            "[".repeat(TOO_DEEP) + "]".repeat(TOO_DEEP));
    List<BadRecord> records = new ArrayList<>();
    values.forEach(
        value -> records.add(new BadRecord("bad_" + records.size(), Optional.of(value))));
    records.add(new BadRecord("bad_" + records.size(), Optional.empty()));
    return records;
  }

  /** The value's bytes; empty for a tombstone. */
  Optional<byte[]> bytes() {
    return value.map(it -> it.getBytes(StandardCharsets.UTF_8));
  }
}
