package io.geostream.consumer.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.daemon.StopSignal;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WatchesTest {

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, OutOfMemoryError.class})
  void aWatchThatFailsStopsTheDaemon(Class<? extends Throwable> kind) throws Exception {
    StopSignal stop = new StopSignal();
    Throwable fault = kind.getConstructor(String.class).newInstance("a defect");
    try (Watches watches = new Watches(stop)) {
      watches.nowAndEvery(Duration.ofSeconds(1), () -> throwUnchecked(fault));
      assertThat(stop.await(Duration.ofSeconds(30))).isTrue();
    }
    assertThat(stop.fault()).isSameAs(fault);
  }

  private static void throwUnchecked(Throwable fault) {
    if (fault instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) fault;
  }
}
