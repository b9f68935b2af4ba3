package io.geostream.common.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.metrics.OutageMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutageTest {

  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong nanoTime = new AtomicLong();
  private final Outage outage = new Outage("database", nanoTime::get);

  @Test
  void lastsFromTheFirstWhoFailsToTheLastWhoRecovers() {
    outage.failed("one", "no route");
    nanoTime.addAndGet(SECOND);
    outage.failed("other", "refused");
    outage.recovered("one");
    assertThat(outage.problem()).isEqualTo("not usable for 1.0 s: refused");
    nanoTime.addAndGet(SECOND);
    outage.recovered("other");
    assertThat(outage.problem()).isNull();
    assertThat(outage.begun()).isEqualTo(1);
    assertThat(outage.length()).hasSeconds(2);
  }

  @Test
  void whoDidNotFailCannotEndIt() {
    outage.failed("one", "no route");
    outage.recovered("other");
    assertThat(outage.isActive()).isTrue();
  }

  @Test
  void whoGivesUpDoesNotEndItAndWhoSucceedsNextDoes() {
    outage.failed("one", "no route");
    outage.gaveUp("one");
    assertThat(outage.problem()).contains("no route");
    outage.failed("other", "refused");
    outage.recovered("other");
    assertThat(outage.problem()).isNull();
    assertThat(outage.begun()).isEqualTo(1);

    outage.failed("one", "no route");
    outage.gaveUp("one");
    outage.recovered("somebody who never failed");
    assertThat(outage.problem()).isNull();
  }

  @Test
  void oneFailedAttemptIsNoOutageAndTheSecondWithoutASuccessBetweenIs() {
    outage.attemptFailed("one", "deadlock");
    outage.attemptFailed("other", "deadlock");
    outage.recovered("one");
    outage.attemptFailed("one", "deadlock");
    assertThat(outage.isActive()).isFalse();
    outage.attemptFailed("other", "no route");
    assertThat(outage.problem()).contains("no route");
  }

  @Test
  void whoDidNotFailCannotGiveUp() {
    outage.gaveUp("one");
    assertThat(outage.isActive()).isFalse();
  }

  @Test
  void itsMetricsCountThePresentOneToo() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    OutageMetrics.bindTo(registry, outage);
    assertThat(registry.scrape())
        .contains(
            "geostream_outages_total{server=\"database\"} 0.0",
            "geostream_outage_active{server=\"database\"} 0.0",
            "geostream_outage_seconds_total{server=\"database\"} 0.0");
    outage.failed("one", "no route");
    nanoTime.addAndGet(SECOND);
    outage.recovered("one");
    outage.failed("one", "no route");
    nanoTime.addAndGet(SECOND / 2);
    assertThat(registry.scrape())
        .contains(
            "geostream_outages_total{server=\"database\"} 2.0",
            "geostream_outage_active{server=\"database\"} 1.0",
            "geostream_outage_seconds_total{server=\"database\"} 1.5");
  }
}
