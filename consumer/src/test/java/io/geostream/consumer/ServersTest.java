package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.daemon.Outage;
import io.geostream.common.daemon.StopSignal;
import io.geostream.consumer.settings.ConsumerSettings;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

final class ServersTest {

  private static final Map<String, Object> UNKNOWN_NAMES =
      Map.of("bootstrap.servers", "no-such-host.invalid:9092");

  private final Outage broker = outage("broker");
  private final StopSignal stop = new StopSignal();
  private final Servers servers =
      new Servers(new ConsumerSettings(), outage("database"), broker, outage("topic"), stop);
  private final AtomicInteger tries = new AtomicInteger();

  @Test
  void aClientIsMadeOnceTheBrokersNamesCanBeResolved() throws InterruptedException {
    String made =
        servers.awaitClient(
            UNKNOWN_NAMES,
            own -> {
              if (tries.incrementAndGet() == 1) {
                throw new KafkaException("no resolvable bootstrap urls");
              }
              return "client";
            });
    assertThat(made).isEqualTo("client");
    assertThat(broker.problem()).as("until a broker answers").isNotNull();
    broker.recovered("a poll");
    assertThat(broker.problem()).isNull();
  }

  @Test
  void aStopEndsTheWaitForTheNames() throws InterruptedException {
    Object made =
        servers.<Object>awaitClient(
            UNKNOWN_NAMES,
            own -> {
              stop.request();
              throw new KafkaException("no resolvable bootstrap urls");
            });
    assertThat(made).isNull();
  }

  private static Outage outage(String server) {
    return new Outage(server, System::nanoTime);
  }
}
