package io.geostream.consumer.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.daemon.Outage;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.junit.jupiter.api.Test;

final class PollFaultsTest {

  private final AtomicLong nanoTime = new AtomicLong();
  private final Outage broker = new Outage("broker", nanoTime::get);
  private final PollFaults faults = new PollFaults(broker, nanoTime::get);

  @Test
  void aBrokerThatRefusesAnEstablishedClientIsAwayUntilThereAreRecords() {
    faults.failed(new SaslAuthenticationException("the user is not loaded yet"));
    faults.succeeded(false);
    assertThat(broker.problem()).contains("the user is not loaded yet");

    faults.succeeded(true);
    assertThat(broker.problem()).isNull();
  }

  @Test
  void withoutRecordsItIsBackAfterAWhileWithoutAFault() {
    faults.failed(new UnknownServerException("a defect of the broker"));
    nanoTime.addAndGet(PollFaults.QUIET.toNanos() - 1);
    faults.succeeded(false);
    assertThat(broker.problem()).isNotNull();

    nanoTime.addAndGet(1);
    faults.succeeded(false);
    assertThat(broker.problem()).isNull();
  }

  @Test
  void aMissingRightIsNotWaitedFor() {
    TopicAuthorizationException fault = new TopicAuthorizationException("no right to read");
    assertThatThrownBy(() -> faults.failed(fault)).isSameAs(fault);
    assertThat(broker.problem()).isNull();
  }

  @Test
  void recordsThatCannotBeDecompressedAreNotWaitedFor() {
    KafkaException fault = new KafkaException("corrupt", new IOException("Failed to decompress"));
    assertThatThrownBy(() -> faults.failed(fault)).isSameAs(fault);
    assertThat(broker.problem()).isNull();
  }

  @Test
  void aFaultWhoseCausePassesIsWaitedFor() {
    faults.failed(new KafkaException("positions", new TimeoutException("no answer")));
    assertThat(broker.problem()).isNotNull();
  }

  @Test
  void aPollerThatEndsLeavesTheOutageToOthers() {
    faults.failed(new UnknownServerException("a defect of the broker"));
    faults.end();
    assertThat(broker.problem()).isNotNull();

    broker.recovered("a watch");
    assertThat(broker.problem()).isNull();
  }
}
