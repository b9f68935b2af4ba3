package io.geostream.common.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.geostream.common.http.Health;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.internals.KafkaThread;
import org.junit.jupiter.api.Test;

class ClientThreadsTest {

  private static final String NO_BROKER = "127.0.0.1:1";

  private final Health health = new Health();
  private final StopSignal stop = new StopSignal();
  private final ClientThreads threads = new ClientThreads(health, stop);

  @Test
  void aClientWhoseThreadHasEndedIsNotLive() {
    Admin admin = threads.watched(() -> Admin.create(Map.of("bootstrap.servers", NO_BROKER)));
    assertThat(health.notLive()).isEmpty();

    admin.close(Duration.ZERO); // as good as dead
    await().until(() -> health.notLive().size() == 1);

    stop.request();
    assertThat(health.notLive()).as("now it may end").isEmpty();
  }

  @Test
  void aProducerIsWatchedToo() {
    KafkaProducer<byte[], byte[]> producer =
        threads.watched(
            () ->
                new KafkaProducer<>(
                    Map.of("bootstrap.servers", NO_BROKER),
                    new ByteArraySerializer(),
                    new ByteArraySerializer()));
    producer.close(Duration.ZERO);
    await().until(() -> health.notLive().size() == 1);
  }

  @Test
  void aThreadOfALoginMayEnd() throws Exception {
    CompletableFuture<Void> ticket = new CompletableFuture<>();
    KafkaThread renewal =
        KafkaThread.daemon("kafka-kerberos-refresh-thread-a@B", () -> ticket.join());
    try (Admin admin =
        threads.watched(
            () -> {
              renewal.start();
              return Admin.create(Map.of("bootstrap.servers", NO_BROKER));
            })) {
      ticket.complete(null);
      renewal.join();
      assertThat(admin).isNotNull();
      assertThat(health.notLive()).isEmpty();
    }
  }

  @Test
  void clientsThatCannotAllBeMadeAreNotWatched() {
    assertThatThrownBy(
            () ->
                threads.watched(
                    () -> {
                      Admin.create(Map.of("bootstrap.servers", NO_BROKER)).close(Duration.ZERO);
                      throw new IllegalArgumentException("the second one");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(health.notLive()).isEmpty();
  }

  @Test
  void aClientWithoutAThreadIsRefused() {
    assertThatThrownBy(() -> threads.watched(() -> "no client"))
        .isInstanceOf(IllegalStateException.class);
  }
}
