package io.geostream.producer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.geostream.common.daemon.ClientThreads;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.http.Health;
import io.geostream.common.settings.CommonSettings;
import io.geostream.common.settings.SettingException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class KafkaClientsTest {

  @Test
  void theFirstClientIsNotWatchedWhenTheSecondCannotBeMade() {
    CommonSettings settings = new CommonSettings();
    new CommandLine(settings)
        .parseArgs("--bootstrap-servers", "127.0.0.1:1", "-K", "interceptor.classes=no.such.One");
    Health health = new Health();
    ClientThreads threads = new ClientThreads(health, new StopSignal());

    assertThatThrownBy(() -> KafkaClients.create(settings.kafka(), threads))
        .isInstanceOf(SettingException.class);

    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().contains("geostream-producer-admin")));
    assertThat(health.notLive()).isEmpty();
  }
}
