package io.geostream.consumer.tool.deadletters;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Makes records with headers. */
final class Originals {

  private Originals() {}

  /** A record of the dead-letter topic, written at that time, with these headers in this order. */
  static Letter letter(long writtenMillis, String... namesAndValues) {
    Headers headers = new RecordHeaders();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1].getBytes(StandardCharsets.UTF_8));
    }
    return Letter.of(
        new ConsumerRecord<>(
            "letters",
            0,
            0,
            writtenMillis,
            TimestampType.CREATE_TIME,
            1,
            1,
            new byte[] {1},
            new byte[] {2},
            headers,
            Optional.empty()));
  }
}
