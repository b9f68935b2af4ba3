package io.geostream.consumer;

import io.geostream.stack.Database;
import io.geostream.stack.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic and a database of one test, with what a test asks of them. */
record Pipeline(KafkaBroker broker, Database database, String topic) {

  /** Makes the topic. */
  Pipeline withPartitions(int partitions) {
    broker.createTopic(topic, partitions);
    return this;
  }

  /**
   * Sends readings of now, numbered from {@code from}; their number is the pressure's fraction and
   * part of the location.
   */
  void sendReadings(int from, int count) throws ExecutionException, InterruptedException {
    send(IntStream.range(from, from + count), Pipeline::reading);
  }

  /** Sends values, keyed by number. */
  void send(IntStream numbers, IntFunction<byte[]> value)
      throws ExecutionException, InterruptedException {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "linger.ms",
            20,
            "key.serializer",
            ByteArraySerializer.class,
            "value.serializer",
            ByteArraySerializer.class);
    try (Producer<byte[], byte[]> producer = new KafkaProducer<>(settings)) {
      List<Future<RecordMetadata>> sent =
          numbers
              .mapToObj(
                  number ->
                      producer.send(new ProducerRecord<>(topic, key(number), value.apply(number))))
              .toList();
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    }
  }

  private static byte[] key(int number) {
    return ("loc_" + number).getBytes(StandardCharsets.UTF_8);
  }

  /** A good reading that differs from all others. */
  static byte[] reading(int number) {
    return String.format(
            Locale.ROOT,
            """
        {"timestamp": "%s", "location_id": "loc_%d", "latitude": 40.5, "longitude": -74.25, "temperature": 21.5, \
        "humidity": 55.5, "pressure": 1013.25, "wind_speed": 3.5, "wind_direction": 270}""",
            Instant.now(),
            number)
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The rows in the table, and how many different locations they have: equal if nothing is there
   * twice.
   */
  Counts counts() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*), count(DISTINCT location_id) FROM geospatial_metrics")) {
      row.next();
      return new Counts(row.getLong(1), row.getLong(2));
    }
  }

  record Counts(long rows, long locations) {
    static Counts eachOnce(long readings) {
      return new Counts(readings, readings);
    }
  }

  /** Runs a statement. */
  void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
