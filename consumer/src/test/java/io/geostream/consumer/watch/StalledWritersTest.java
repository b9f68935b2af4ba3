package io.geostream.consumer.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.daemon.Outage;
import io.geostream.consumer.database.BusyBackend;
import io.geostream.consumer.database.WatchedConnection;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StalledWritersTest {

  private final FakeConnection writer = new FakeConnection();
  private final FakeConnection other = new FakeConnection();
  private long nanos;
  private final Outage database = new Outage("database", () -> nanos);
  private StalledWriters watch = watch(Duration.ofSeconds(30));

  @Test
  void aTransactionWithoutProgressForTenSecondsIsAnOutageUntilItGoesOn() {
    other.begin();
    writer.begin();
    at(10);
    assertThat(database.problem()).isNull();
    other.progress();
    at(11);
    assertThat(database.problem()).contains("no progress for 11 s");
    writer.progress();
    at(12);
    assertThat(database.problem()).isNull();
    assertThat(writer.aborts).isZero();
  }

  @Test
  void aTransactionThatEndsIsNoOutageAnyMore() {
    writer.begin();
    at(11);
    writer.busy = null;
    at(12);
    assertThat(database.problem()).isNull();
  }

  @Test
  void withoutATransactionNothingIsStalled() {
    at(1_000);
    assertThat(database.problem()).isNull();
  }

  @Test
  void oneThatExceedsTheSocketTimeoutIsCutAndAnotherWatchEndsTheOutage() {
    writer.begin();
    at(40);
    assertThat(writer.aborts).isZero();
    at(41);
    assertThat(writer.aborts).isOne();
    assertThat(other.aborts).isZero();
    writer.busy = null;
    at(42);
    assertThat(database.problem()).as("until the server has answered").isNotNull();
    database.recovered("another watch");
    assertThat(database.problem()).isNull();
  }

  @Test
  void withoutASocketTimeoutNoneIsCut() {
    watch = watch(Duration.ZERO);
    writer.begin();
    at(100_000);
    assertThat(database.problem()).isNotNull();
    assertThat(writer.aborts).isZero();
  }

  private StalledWriters watch(Duration socketTimeout) {
    return new StalledWriters(() -> List.of(writer, other), socketTimeout, database, () -> nanos);
  }

  private void at(long seconds) {
    nanos = Duration.ofSeconds(seconds).toNanos();
    watch.run();
  }

  private final class FakeConnection implements WatchedConnection {

    private @Nullable BusyBackend busy;
    private int aborts;

    void begin() {
      busy = new BusyBackend(1, nanos, nanos);
    }

    void progress() {
      busy = new BusyBackend(1, 0, nanos);
    }

    @Override
    public @Nullable BusyBackend busy() {
      return busy;
    }

    @Override
    public void abort() {
      aborts++;
    }
  }
}
