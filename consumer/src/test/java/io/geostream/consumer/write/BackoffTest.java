package io.geostream.consumer.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BackoffTest {

  @Test
  void doublesUpToASecond() {
    Backoff backoff = new Backoff(() -> 0);
    assertThat(backoff.after(1)).isEqualTo(Duration.ofMillis(50));
    assertThat(backoff.after(2)).isEqualTo(Duration.ofMillis(100));
    assertThat(backoff.after(6)).isEqualTo(Duration.ofSeconds(1));
    assertThat(backoff.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void isShortenedByUpToAHalf() {
    assertThat(new Backoff(() -> 1).after(1)).isEqualTo(Duration.ofMillis(25));
    assertThat(new Backoff(() -> 0.5).after(100)).isEqualTo(Duration.ofMillis(750));
  }
}
