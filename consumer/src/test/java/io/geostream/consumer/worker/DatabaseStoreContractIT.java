package io.geostream.consumer.worker;

import io.geostream.consumer.database.WriterConnection;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.offsets.OffsetKey;
import io.geostream.consumer.offsets.OffsetTable;
import io.geostream.consumer.offsets.PositionLoader;
import io.geostream.consumer.settings.Start;
import io.geostream.consumer.write.RefusedRows;
import io.geostream.consumer.write.RowWriters;
import io.geostream.consumer.write.Transaction;
import io.geostream.consumer.write.WeatherTable;
import io.geostream.consumer.write.WrittenTable;
import io.geostream.stack.testing.SharedStack;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The store in PostgreSQL, with the log of a real broker. */
final class DatabaseStoreContractIT extends StoreContract {

  private final String topic = SharedStack.freshTopic();
  private final List<WriterConnection> connections = new ArrayList<>();
  private Admin admin;
  private Topics topics;
  private OffsetKey key;
  private WrittenTable table;

  @BeforeEach
  void makeTopic() {
    Map<String, Object> broker =
        Map.of("bootstrap.servers", SharedStack.broker().bootstrapServers());
    SharedStack.broker().createTopic(topic, 2);
    admin = Admin.create(broker);
    topics = new Topics(admin, Duration.ofSeconds(10));
    TopicInfo info = Objects.requireNonNull(topics.describe(topic));
    key = new OffsetKey("g", info.clusterId(), topic, info.id());
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(broker, bytes, bytes)) {
      for (int record = 0; record < 2 * RECORDS; record++) {
        var unused = producer.send(new ProducerRecord<>(topic, record % 2, null, new byte[0]));
      }
    }
  }

  @BeforeEach
  void makeTables() throws Exception {
    table = WrittenTable.plain();
    table.execute(
        "ALTER TABLE geospatial_metrics ADD CHECK (time <> '2026-01-01 00:00:00.000999+00')");
  }

  @AfterEach
  void close() {
    connections.forEach(WriterConnection::close);
    table.close();
    admin.close();
  }

  @Override
  Store connect() {
    WriterConnection connection = new WriterConnection(table.pool(), System::nanoTime);
    connections.add(connection);
    OffsetTable offsets = WeatherTable.offsets(key);
    RowWriters writers = RowWriters.copy(WeatherTable.TARGET);
    return new DatabaseStore(
        connection,
        new PositionLoader(offsets, topics, Start.EARLIEST),
        offsets,
        new Transaction(connection, writers, offsets, connection::progress),
        new RefusedRows(connection, writers.plain(), offsets, connection::progress));
  }

  @Override
  int times(int row) throws SQLException {
    return (int)
        table.number(
            "SELECT count(*) FROM geospatial_metrics WHERE time = timestamptz '2026-01-01 00:00:00+00' + interval '%s microseconds'"
                .formatted(row));
  }

  @Override
  void loseOffset(int partition) throws SQLException {
    table.execute("DELETE FROM kafka_offsets WHERE partition = " + partition);
  }
}
