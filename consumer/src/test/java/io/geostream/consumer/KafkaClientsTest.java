package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.daemon.Resources;
import io.geostream.common.daemon.StopSignal;
import io.geostream.consumer.metrics.ConsumerMetrics;
import io.geostream.consumer.settings.ConsumerSettings;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class KafkaClientsTest {

  private static final Map<String, Object> UNKNOWN_NAMES =
      Map.of("bootstrap.servers", "no-such-host.invalid:9092");

  private final Resources resources = new Resources();
  private final StopSignal stop = new StopSignal();
  private final ConsumerStatus status = new ConsumerStatus(new ConsumerMetrics("1", resources));
  private final KafkaClients clients =
      new KafkaClients(new ConsumerSettings().common().kafka(), "g", 1, status, resources, stop);
  private final AtomicInteger tries = new AtomicInteger();

  @AfterEach
  void close() {
    resources.close();
  }

  @Test
  void aClientIsMadeOnceTheBrokersNamesCanBeResolved() throws InterruptedException {
    String made =
        clients.await(
            UNKNOWN_NAMES,
            () -> {},
            own -> {
              if (tries.incrementAndGet() == 1) {
                throw new KafkaException("no resolvable bootstrap urls");
              }
              return "client";
            });
    assertThat(made).isEqualTo("client");
    assertThat(status.broker().problem()).as("until a broker answers").isNotNull();
    status.broker().recovered("a poll");
    assertThat(status.broker().problem()).isNull();
  }

  @Test
  void aStopEndsTheWaitForTheNames() throws InterruptedException {
    Object made =
        clients.<Object>await(
            UNKNOWN_NAMES,
            () -> {},
            own -> {
              stop.request();
              throw new KafkaException("no resolvable bootstrap urls");
            });
    assertThat(made).isNull();
  }
}
