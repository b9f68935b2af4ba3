package io.geostream.e2e.faults;

import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** A log with gaps: offsets go on where there are no records, and nothing is lost for that. */
@FaultScenario
final class CompactedIT {

  private static final int ROUND = 100;

  /** What is not the active segment is compacted as soon as the cleaner looks. */
  private static final Map<String, String> COMPACTED =
      Map.of(
          "cleanup.policy", "compact,delete",
          "retention.ms", "-1",
          "segment.ms", "50",
          "min.cleanable.dirty.ratio", "0.0");

  @Test
  void gapsInTheLogAndTheStoredOffsetInOneOfThemAreNoLoss(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(1);
        TopicLog log = new TopicLog(pipeline);
        Superseded superseded = new Superseded(pipeline);
        Sender sender = Sender.of(pipeline)) {
      log.configure(COMPACTED);
      log.configureBrokers(Map.of("log.cleaner.backoff.ms", "500"));
      for (int time = 1; time <= scenario.scaled(2); time++) {
        for (int round = 1; round <= 3; round++) {
          superseded.send(sender.sent().readings(), ROUND);
          sender.send(ROUND);
        }
        awaitCompaction(log, sender);
        scenario.injectedIntoData();
        if (time == 1) {
          log.cut(0, ROUND / 2);
        }
        try (Program drain = pipeline.consumer("drain-" + time, "--drain")) {
          drain.succeeds();
        }
        new EachReadingOnce(pipeline, scenario.tally()).holds(sender.sent());
      }
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sender.sent());
    }
  }

  /** Waits until nothing is in the log but readings of the known set. */
  private static void awaitCompaction(TopicLog log, Sender sender) {
    Scenario.pass(Duration.ofMillis(60));
    sender.send(1); // ends the active segment
    await().atMost(Program.LONG).until(() -> log.records(0) == sender.sent().readings());
  }

  /** Sends what the readings after it supersede: if it were read, it would be a dead letter. */
  private static final class Superseded implements AutoCloseable {

    private final String topic;
    private final Producer<byte[], byte[]> producer;

    Superseded(Pipeline pipeline) {
      this.topic = pipeline.topic();
      this.producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", pipeline.broker().bootstrapServers()),
              new ByteArraySerializer(),
              new ByteArraySerializer());
    }

    void send(long from, int number) {
      for (long key = from; key < from + number; key++) {
        var unused =
            producer.send(new ProducerRecord<>(topic, Shapes.WEATHER.key(key), new byte[0]));
      }
      producer.flush();
    }

    @Override
    public void close() {
      producer.close(Duration.ZERO);
    }
  }
}
