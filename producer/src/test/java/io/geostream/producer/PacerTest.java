package io.geostream.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacerTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Time passes by sleeping, and as a test wants it to. */
  private long now = 123_456_789;

  private int sleeps;

  private Pacer pacer(double rate) {
    return new Pacer(
        rate,
        () -> now,
        nanos -> {
          sleeps++;
          now += nanos;
        });
  }

  private void next(Pacer pacer) throws InterruptedException {
    int before = sleeps;
    while (!pacer.isDueAfterWaiting()) {
      assertThat(sleeps).as("waits").isLessThan(before + 10_000);
    }
  }

  @Test
  void spacesReadingsEvenly() throws InterruptedException {
    Pacer pacer = pacer(2);
    long start = now;
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      next(pacer);
      times.add((now - start) / 1_000_000);
    }
    assertThat(times).containsExactly(0L, 500L, 1_000L, 1_500L, 2_000L);
  }

  @Test
  void doesNotDriftThoughEachReadingTakesTime() throws InterruptedException {
    Pacer pacer = pacer(3);
    long start = now;
    for (int i = 0; i < 30_000; i++) {
      next(pacer);
      now += 40_000_000;
    }
    next(pacer);
    assertThat(now - start).isBetween(10_000 * SECOND, 10_000 * SECOND + SECOND / 100);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1_000, 77_777, 1_000_000})
  void keepsHighRatesWithFewSleeps(double rate) throws InterruptedException {
    Pacer pacer = pacer(rate);
    long start = now;
    for (int i = 0; i <= 10 * rate; i++) {
      next(pacer);
    }
    assertThat(now - start).isBetween(10 * SECOND, 10 * SECOND + 2_000_000);
    assertThat(sleeps).isLessThanOrEqualTo(10_001);
  }

  @Test
  void neverIsEarly() throws InterruptedException {
    Pacer pacer = pacer(10_000);
    long start = now;
    for (int i = 0; i < 50_000; i++) {
      next(pacer);
      assertThat(now - start).isGreaterThanOrEqualTo(i * 100_000L);
    }
  }

  @Test
  void catchesUpAfterAShortPause() throws InterruptedException {
    Pacer pacer = pacer(1_000);
    next(pacer);
    long start = now;
    now += Pacer.ALLOWANCE_NANOS;
    assertThat(dueWithin(pacer, SECOND - (now - start))).isEqualTo(1_000);
  }

  @Test
  void dropsTheSlotsOfALongPause() throws InterruptedException {
    Pacer pacer = pacer(1_000);
    next(pacer);
    now += 3_600 * SECOND;
    assertThat(dueWithin(pacer, SECOND)).isBetween(1_000, 1_002);
  }

  private int dueWithin(Pacer pacer, long nanos) throws InterruptedException {
    long end = now + nanos;
    int due = 0;
    while (true) {
      boolean isDue = pacer.isDueAfterWaiting();
      if (now > end) {
        return due;
      }
      due += isDue ? 1 : 0;
    }
  }

  @Test
  void waitsForNothingAtRateZero() throws InterruptedException {
    Pacer pacer = pacer(0);
    for (int i = 0; i < 1_000; i++) {
      assertThat(pacer.isDueAfterWaiting()).isTrue();
    }
    assertThat(sleeps).isZero();
  }

  @Test
  void isNotDueWhenItsSleepIsCutShort() throws InterruptedException {
    Pacer pacer = new Pacer(1, () -> now, nanos -> now += nanos / 2);
    assertThat(pacer.isDueAfterWaiting()).isTrue();
    assertThat(pacer.isDueAfterWaiting()).isFalse();
  }
}
