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
  void aTransactionThatEndsWellIsNoOutageAnyMore() {
    writer.begin();
    at(11);
    writer.complete();
    at(12);
    assertThat(database.problem()).isNull();
  }

  @Test
  void aTransactionThatFailsIsOneOutageWithItsNextTryUntilThatEndsWell() {
    writer.begin();
    at(31);
    writer.fail();
    at(32);
    writer.begin();
    writer.progress();
    at(52);
    writer.fail();
    at(53);
    writer.begin();
    at(54);
    assertThat(database.begun()).isOne();
    assertThat(database.problem()).isNotNull();
    writer.complete();
    at(55);
    assertThat(database.begun()).isOne();
    assertThat(database.problem()).isNull();
  }

  @Test
  void ofWorkThatWasGivenUpAnotherWatchEndsTheOutage() {
    writer.begin();
    at(11);
    writer.fail();
    at(16);
    database.recovered("another watch");
    assertThat(database.problem()).as("it may be tried again").isNotNull();
    at(17);
    database.recovered("another watch");
    assertThat(database.problem()).isNull();
  }

  @Test
  void oneOfTwoThatGoesOnEndsNoOutage() {
    writer.begin();
    other.begin();
    at(11);
    other.progress();
    at(12);
    assertThat(database.problem()).isNotNull();
    writer.progress();
    at(13);
    assertThat(database.problem()).isNull();
  }

  @Test
  void withoutATransactionNothingIsStalled() {
    at(100);
    assertThat(database.begun()).isZero();
  }

  @Test
  void whileTheProcessItselfIsFrozenNothingIsStalled() {
    writer.begin();
    at(5);
    frozenUntil(100);
    assertThat(database.problem()).isNull();
    at(110);
    assertThat(database.problem()).isNull();
    at(111);
    assertThat(database.problem()).isNotNull();
    assertThat(writer.aborts).isZero();
  }

  @Test
  void oneThatExceedsTheSocketTimeoutIsCut() {
    writer.begin();
    other.begin();
    at(1);
    other.progress();
    at(40);
    assertThat(writer.aborts).isZero();
    at(41);
    assertThat(writer.aborts).isOne();
    assertThat(other.aborts).isZero();
  }

  @Test
  void oneThatIsFiveMinutesOldIsCutWhateverItsProgress() {
    writer.begin();
    while (nanos < Duration.ofMinutes(5).toNanos()) {
      at(Duration.ofNanos(nanos).toSeconds() + 5);
      writer.progress();
    }
    assertThat(database.begun()).isZero();
    assertThat(writer.aborts).isZero();
    at(301);
    assertThat(writer.aborts).isOne();
  }

  @Test
  void withoutASocketTimeoutNoneIsCut() {
    watch = watch(Duration.ZERO);
    writer.begin();
    at(10_000);
    assertThat(database.problem()).isNotNull();
    assertThat(writer.aborts).isZero();
  }

  private StalledWriters watch(Duration socketTimeout) {
    return new StalledWriters(() -> List.of(writer, other), socketTimeout, database, () -> nanos);
  }

  /** The watch runs each second until then. */
  private void at(long seconds) {
    while (nanos < Duration.ofSeconds(seconds).toNanos()) {
      nanos += Duration.ofSeconds(1).toNanos();
      watch.run();
    }
  }

  private void frozenUntil(long seconds) {
    nanos = Duration.ofSeconds(seconds).toNanos();
    watch.run();
  }

  private final class FakeConnection implements WatchedConnection {

    private long sinceNanos;
    private @Nullable BusyBackend busy;
    private long completed;
    private int aborts;

    void begin() {
      sinceNanos = nanos;
      busy = new BusyBackend(1, nanos, nanos);
    }

    void progress() {
      busy = new BusyBackend(1, sinceNanos, nanos);
    }

    void complete() {
      completed++;
      busy = null;
    }

    void fail() {
      busy = null;
    }

    @Override
    public @Nullable BusyBackend busy() {
      return busy;
    }

    @Override
    public long completed() {
      return completed;
    }

    @Override
    public void abort(BusyBackend stalled) {
      assertThat(stalled).isEqualTo(busy);
      aborts++;
    }
  }
}
