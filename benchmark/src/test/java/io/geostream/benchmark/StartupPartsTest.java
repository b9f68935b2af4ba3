package io.geostream.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartupPartsTest {

  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
  private static final String LOG =
      """
      2026-01-31T12:00:00.400Z INFO  ConsumerDaemon - http: listening on 127.0.0.1:8000
      2026-01-31T12:00:00.450Z INFO  ConsumerDaemon - consumer 0.1.0: topic t of b into d
      2026-01-31T12:00:00.600Z INFO  ConsumerDaemon - database: the schema is in order
      2026-01-31T12:00:00.900Z INFO  ConsumerDaemon - broker: topic t has 3 partitions
      2026-01-31T13:00:01.400+01:00 INFO  PollLoop - assigned t-0, t-1
      2026-01-31T12:00:01.900Z INFO  PollLoop - assigned t-2
      """;

  @Test
  void readsThePartsOffTheFirstLineOfEachKind() {
    StartupParts parts = StartupParts.of(START, LOG, START.plusMillis(1_600));

    assertThat(parts).isEqualTo(new StartupParts(400, 200, 300, 500, 200, 1_600, 1_100));
  }

  @Test
  void takesTheMedianOfEachPart() {
    assertThat(
            StartupParts.median(
                List.of(
                    new StartupParts(1, 20, 300, 4, 50, 375, 371),
                    new StartupParts(2, 30, 100, 5, 40, 177, 172),
                    new StartupParts(3, 10, 200, 6, 30, 249, 243))))
        .isEqualTo(new StartupParts(2, 20, 200, 5, 40, 249, 243));
  }

  @Test
  void saysWhichLineIsMissing() {
    assertThatThrownBy(() -> StartupParts.of(START, "", START))
        .isInstanceOf(BenchmarkException.class)
        .hasMessageContaining("'http: listening on …'");
  }
}
