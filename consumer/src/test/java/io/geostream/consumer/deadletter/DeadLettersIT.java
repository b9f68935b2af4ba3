package io.geostream.consumer.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.ErrorCode;
import io.geostream.consumer.batch.DeadLetter;
import io.geostream.consumer.kafka.Topics;
import io.geostream.stack.testing.SharedStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is sent again after a fault: Kafka's own stand-in for a producer says which letters fail.
 */
final class DeadLettersIT {

  private static final int LEADERLESS = 1;
  private static final int FULL = 2;

  private final String topic = SharedStack.freshTopic();
  private Admin admin;
  private FailingProducer producer;
  private DeadLetters letters;

  /** Completes what was sent, but for the records of two partitions. */
  private static final class FailingProducer extends MockProducer<byte[], byte[]> {
    private int answered;
    private boolean failing = true;

    FailingProducer() {
      super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized void flush() {
      for (; answered < history().size(); answered++) {
        int partition = Objects.requireNonNull(history().get(answered).partition());
        boolean whole = history().get(answered).headers().lastHeader("x-letter-cut") == null;
        if (failing && partition == LEADERLESS) {
          errorNext(new TimeoutException("no leader"));
        } else if (partition == FULL && whole) {
          errorNext(new RecordTooLargeException("too large"));
        } else {
          completeNext();
        }
      }
    }
  }

  @BeforeEach
  void makeTheTopic() {
    SharedStack.broker().createTopic(topic, 3);
    admin = Admin.create(Map.of("bootstrap.servers", SharedStack.broker().bootstrapServers()));
    Topics topics = new Topics(admin, Duration.ofSeconds(10));
    SharedStack.broker().createTopic(topic + ".dead-letter", 3);
    producer = new FailingProducer();
    letters =
        new DeadLetters(
            producer,
            new DeadLetterTopic(topics, topic + ".dead-letter", topic),
            "group",
            Objects.requireNonNull(topics.describe(topic)));
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void onlyWhatIsNotAcknowledgedIsSentAgain() {
    List<DeadLetter> unsent =
        new ArrayList<>(IntStream.range(0, 9).mapToObj(this::letter).toList());

    for (int attempt = 1; attempt <= 3; attempt++) {
      assertThatThrownBy(() -> letters.send(unsent)).isInstanceOf(TimeoutException.class);
      assertThat(unsent).extracting(letter -> letter.record().offset()).containsExactly(1L, 4L, 7L);
    }
    assertThat(sentTo(0)).as("acknowledged at once").isEqualTo(3);
    assertThat(sentTo(LEADERLESS)).as("sent with each attempt").isEqualTo(9);
    assertThat(sentTo(FULL)).as("whole, then cut").isEqualTo(6);

    producer.failing = false;
    letters.send(unsent);
    assertThat(unsent).isEmpty();
    assertThat(sentTo(0)).isEqualTo(3);
    assertThat(sentTo(LEADERLESS)).isEqualTo(12);
  }

  private long sentTo(int partition) {
    return producer.history().stream()
        .filter(record -> Integer.valueOf(partition).equals(record.partition()))
        .count();
  }

  private DeadLetter letter(int number) {
    return new DeadLetter(
        new ConsumerRecord<>(topic, number % 3, number, new byte[1], new byte[1]),
        new BadRecord(ErrorCode.NOT_JSON, "bad"));
  }
}
