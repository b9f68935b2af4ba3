package io.geostream.consumer.batch;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.DecodedRows;
import io.geostream.common.decode.MappingDecoder;
import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.file.MappingFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A row of the built-in mapping's columns.
 *
 * @param epochMicros in microseconds since 1970
 * @param numbers by column; what is not there is NULL
 */
public record Reading(long epochMicros, String locationId, Map<String, Double> numbers) {

  /** The columns of numbers. */
  public static final List<Column> NUMBERS =
      MappingFile.builtIn().columns().stream()
          .filter(column -> column.type() == ColumnType.DOUBLE_PRECISION)
          .toList();

  private static final int SOME = 1_000;

  /** Several in a message, their times as numbers. */
  private static final Mapping SEVERAL =
      MappingFile.parse(
          "several",
          MappingFile.builtInText()
                  .replace("type: timestamptz}", "type: timestamptz, format: epoch-us}")
              + "\neach: ''\n");

  public Reading {
    numbers = new TreeMap<>(numbers);
  }

  /** One without numbers, which is no reading yet. */
  public static Reading at(long epochMicros, String locationId) {
    return new Reading(epochMicros, locationId, Map.of());
  }

  /** The same with one more number. */
  public Reading with(String column, double value) {
    Map<String, Double> more = new TreeMap<>(numbers);
    more.put(column, value);
    return new Reading(epochMicros, locationId, more);
  }

  /** The same at another time. */
  public Reading at(long otherMicros) {
    return new Reading(otherMicros, locationId, numbers);
  }

  /** The rows of a message with these readings. */
  public static DecodedRows rows(Collection<Reading> readings) {
    String message =
        readings.stream().map(Reading::json).collect(Collectors.joining(",", "[", "]"));
    MappingDecoder decoder = MappingDecoder.of(SEVERAL, ignored -> {});
    BadRecord fault =
        decoder.decode(
            new ConsumerRecord<>(
                "readings", 0, 0, new byte[0], message.getBytes(StandardCharsets.UTF_8)));
    if (fault != null) {
      throw new IllegalArgumentException(fault.message());
    }
    return decoder.rows();
  }

  /** Readings as encoded rows. */
  public static CopyRows encoded(List<Reading> readings) {
    CopyRows encoded = new CopyRows(1);
    for (List<Reading> part : inMessages(readings)) {
      DecodedRows decoded = rows(part);
      for (int row = 0; row < decoded.count(); row++) {
        encoded.add(decoded, row);
      }
    }
    return encoded;
  }

  /** The readings in as many messages as they need. */
  public static List<List<Reading>> inMessages(List<Reading> readings) {
    List<List<Reading>> messages = new ArrayList<>();
    for (int from = 0; from < readings.size(); from += SOME) {
      messages.add(readings.subList(from, Math.min(readings.size(), from + SOME)));
    }
    return messages;
  }

  private String json() {
    StringBuilder json = new StringBuilder("{\"timestamp\":").append(epochMicros);
    json.append(",\"location_id\":\"")
        .append(locationId.replace("\\", "\\\\").replace("\"", "\\\""))
        .append('"');
    numbers.forEach(
        (column, value) -> json.append(",\"").append(column).append("\":").append(value));
    return json.append('}').toString();
  }
}
