package io.geostream.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Records that a test sends and the consumer cannot use. */
final class BadRecords {

  private BadRecords() {}

  static ProducerRecord<byte[], byte[]> bad(
      Pipeline pipeline, int partition, byte @Nullable [] value) {
    return new ProducerRecord<>(
        pipeline.topic(),
        partition,
        new byte[] {(byte) partition, (byte) 0xff, (byte) (value == null ? 0 : value.length)},
        value,
        List.of(new RecordHeader("trace", new byte[] {1, (byte) 0xfe})));
  }

  static void send(Pipeline pipeline, List<ProducerRecord<byte[], byte[]>> records)
      throws Exception {
    try (var producer =
        new KafkaProducer<byte[], byte[]>(
            Map.of(
                "bootstrap.servers",
                pipeline.broker().bootstrapServers(),
                "compression.type",
                "zstd",
                "linger.ms",
                100,
                "max.request.size",
                Integer.MAX_VALUE,
                "buffer.memory",
                512 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (ProducerRecord<byte[], byte[]> record : records) {
        sent.add(producer.send(record));
      }
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    }
  }

  static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }

  static void set(Admin admin, String topic, String key, String value) throws Exception {
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }

  /** Runs a consumer until all that the topic holds is written, or is a letter. */
  static void drain(Pipeline pipeline, Path folder) {
    try (var consumer = ConsumerJar.start("drain", pipeline, folder, "--drain")) {
      consumer.succeeds();
    }
  }
}
