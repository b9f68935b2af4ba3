package io.geostream.common.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StopSignalTest {

  private final StopSignal stop = new StopSignal();
  private final Throwable first = new IllegalStateException("first");
  private final Throwable second = new IllegalStateException("second");

  @Test
  void keepsTheFirstFault() {
    stop.fail(first);
    stop.fail(second);
    assertThat(stop.fault()).isSameAs(first);
    assertThat(stop.isRequested()).isTrue();
  }

  @Test
  void takesNoFaultOfAnOrderlyStopForItsReason() {
    stop.request();
    stop.fail(first);
    assertThat(stop.fault()).isNull();
  }

  @Test
  void callsListenersThatCameBeforeAndAfter() {
    AtomicInteger before = new AtomicInteger();
    AtomicInteger after = new AtomicInteger();
    stop.onRequest(before::incrementAndGet);
    assertThat(before).hasValue(0);

    stop.request();
    stop.onRequest(after::incrementAndGet);

    assertThat(before).hasPositiveValue();
    assertThat(after).hasPositiveValue();
  }

  @Test
  void wakesAllThatWait() throws InterruptedException {
    assertThat(stop.await(Duration.ofMillis(1))).isFalse();
    Thread requester = new Thread(stop::request);
    requester.start();
    assertThat(stop.await(Duration.ofSeconds(30))).isTrue();
    stop.await();
    requester.join();
  }
}
