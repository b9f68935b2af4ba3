package io.geostream.producer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.daemon.Outage;
import io.geostream.common.daemon.StopSignal;
import io.geostream.producer.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class PublisherTest {

  /**
   * Refuses as {@code KafkaProducer.send} does: it calls back at once, and gives a failed future.
   */
  private static final class RefusingProducer extends MockProducer<byte[], byte[]> {
    final Deque<RuntimeException> refusals = new ArrayDeque<>();

    RefusingProducer() {
      super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> message, Callback callback) {
      RuntimeException refusal = refusals.poll();
      if (refusal == null) {
        return super.send(message, callback);
      }
      TopicPartition partition = new TopicPartition(message.topic(), -1);
      callback.onCompletion(new RecordMetadata(partition, -1, -1, -1, -1, -1), refusal);
      return java.util.concurrent.CompletableFuture.failedFuture(refusal);
    }
  }

  private final RefusingProducer kafka = new RefusingProducer();
  private final StopSignal stop = new StopSignal();
  private final AtomicLong nanoTime = new AtomicLong();
  private final List<Long> acknowledgementNanos = new ArrayList<>();
  private final Publisher publisher =
      new Publisher(kafka, "readings", stop, new Tally(), acknowledgementNanos::add, nanoTime::get);
  private final Outage watch = new Outage("broker", nanoTime::get);
  private final ProgressWatch progress = new ProgressWatch(publisher, watch);

  private static Message message(int number) {
    return new Message(("loc_" + number).getBytes(StandardCharsets.UTF_8), new byte[] {'{', '}'});
  }

  private List<String> keys() {
    return kafka.history().stream()
        .map(message -> new String(message.key(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void triesTheSameMessageAgainUntilItIsTaken() throws InterruptedException {
    publisher.publish(message(1));
    kafka.refusals.add(new TimeoutException("the buffer is full"));
    kafka.refusals.add(new TimeoutException("no metadata"));
    kafka.refusals.add(new UnknownServerException("a defect of the broker"));
    kafka.refusals.add(new SaslAuthenticationException("the broker has not loaded the users yet"));
    publisher.publish(message(2));
    publisher.publish(message(3));
    assertThat(keys()).containsExactly("loc_1", "loc_2", "loc_3");
    assertThat(publisher.tally().inFlight()).isEqualTo(3);
    assertThat(publisher.stuckBecause()).isNull();
    assertThat(stop.isRequested()).isFalse();
  }

  @Test
  void givesUpTheMessageInHandWhenAskedToStop() throws InterruptedException {
    kafka.refusals.add(new TimeoutException("the buffer is full"));
    stop.request();
    publisher.publish(message(1));
    assertThat(keys()).isEmpty();
    assertThat(publisher.tally().inFlight()).isZero();
  }

  @Test
  void refusesForGoodWhatARetryCannotHelp() {
    kafka.refusals.add(new RecordTooLargeException("280 bytes, at most 100"));
    assertThatThrownBy(() -> publisher.publish(message(1)))
        .isInstanceOf(KafkaException.class)
        .hasMessage("publishing to topic readings")
        .hasRootCauseMessage("280 bytes, at most 100");
    assertThat(publisher.tally().failed()).isEqualTo(1);
  }

  @Test
  void stopsTheDaemonWhenABatchFailsForGood() throws Exception {
    publisher.publish(message(1));
    publisher.publish(message(2));
    assertThat(kafka.completeNext()).isTrue();
    Thread network =
        new Thread(() -> kafka.errorNext(new TopicAuthorizationException("no right to write")));
    network.start();
    network.join();
    assertThat(stop.isRequested()).isTrue();
    assertThat(stop.fault()).hasRootCauseMessage("no right to write");
    assertThat(publisher.tally())
        .hasToString("acknowledged 1 messages, failed 1, unacknowledged 0");
  }

  @Test
  void tellsAtTheEndWhatIsNotAcknowledged() throws Exception {
    publisher.publish(message(1));
    publisher.publish(message(2));
    assertThat(kafka.completeNext()).isTrue();
    publisher.close();
    assertThat(publisher.tally())
        .hasToString("acknowledged 1 messages, failed 0, unacknowledged 1");
    assertThat(stop.fault()).isNull();
  }

  @Test
  void timesTheAcknowledgementsOfOneMessageInSixteenFromTheFirstOn() throws Exception {
    for (int number = 0; number < 2 * Acknowledgements.ONE_IN; number++) {
      publisher.publish(message(number));
    }
    nanoTime.addAndGet(3_000_000);
    while (kafka.completeNext()) {
      nanoTime.addAndGet(1_000_000);
    }
    assertThat(acknowledgementNanos).containsExactly(3_000_000L, 19_000_000L);
    assertThat(publisher.tally().acknowledged()).isEqualTo(2 * Acknowledgements.ONE_IN);
  }

  private void look(int times) {
    for (int i = 0; i < times; i++) {
      progress.look();
    }
  }

  @Test
  void takesTheBrokerForAwayWhenNoAcknowledgementComesAndForBackWithTheNext() throws Exception {
    int patience = (int) ProgressWatch.PATIENCE.dividedBy(ProgressWatch.PERIOD);
    look(10 * patience);
    assertThat(watch.problem()).as("idle").isNull();
    publisher.publish(message(1));
    look(patience - 1);
    assertThat(watch.problem()).isNull();
    look(1);
    nanoTime.addAndGet(3_000_000_000L);
    assertThat(watch.problem())
        .isEqualTo("not usable for 3.0 s: 1 messages wait for their acknowledgement");
    assertThat(kafka.completeNext()).isTrue();
    look(1);
    assertThat(watch.problem()).isNull();
  }
}
