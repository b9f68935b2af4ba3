package io.geostream.demo.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.geostream.demo.actions.DatabaseSwitch.Phase;
import io.geostream.stack.ControllableServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseSwitchTest {

  private final Server server = new Server();
  private final DatabaseSwitch power = DatabaseSwitch.of(Optional.of(server), "");

  @AfterEach
  void close() {
    power.close();
  }

  @Test
  void stopsOnceAndSaysWhenTheServerIsBack() {
    assertThat(power.stop()).isTrue();
    assertThat(power.stop()).isFalse();

    await().until(() -> power.status().phase() == Phase.STOPPED);
    assertThat(power.status().left()).isPositive().isLessThanOrEqualTo(DatabaseSwitch.OUTAGE);
    assertThat(power.start()).isTrue();
    await().until(() -> power.status().phase() == Phase.RUNNING);
    assertThat(server.done).containsExactly("stop", "start");
  }

  @Test
  void bringsTheServerBackForTheEndOfARunWhereverItStands() throws InterruptedException {
    power.ensureRunning();
    power.stop();

    power.ensureRunning();

    assertThat(power.status().phase()).isEqualTo(Phase.RUNNING);
    assertThat(server.done).containsExactly("stop", "start");
  }

  @Test
  void keepsTheReasonWhenTheServerDoesNotComeBack() {
    server.isBroken = true;
    power.stop();

    assertThatThrownBy(power::ensureRunning).hasMessageContaining("does not stop");
    assertThat(power.status().phase()).isEqualTo(Phase.FAILED);
  }

  @Test
  void isOfNoUseForAServerThatIsNotOurs() throws InterruptedException {
    try (DatabaseSwitch none = DatabaseSwitch.of(Optional.empty(), "it is not ours")) {
      assertThat(none.stop()).isFalse();
      assertThat(none.start()).isFalse();
      none.ensureRunning();
      assertThat(none.status().reason()).isEqualTo("it is not ours");
    }
  }

  @Test
  void waitsAtItsEndForAStartThatIsUnderWay() {
    server.startTakes = Duration.ofMillis(300);
    power.stop();
    await().until(() -> power.status().phase() == Phase.STOPPED);
    assertThat(power.start()).isTrue();
    await().until(() -> server.isStarting);

    power.close();

    assertThat(server.done).containsExactly("stop", "start");
  }

  private static final class Server implements ControllableServer {
    private final List<String> done = new CopyOnWriteArrayList<>();
    private volatile boolean isBroken;
    private volatile boolean isStarting;
    private volatile Duration startTakes = Duration.ZERO;

    @Override
    public boolean isAlive() {
      return true;
    }

    @Override
    public void stopImmediately() {
      if (isBroken) {
        throw new IllegalStateException("broken");
      }
      done.add("stop");
    }

    @Override
    public void start() {
      isStarting = true;
      try {
        boolean unused = new CountDownLatch(1).await(startTakes.toMillis(), TimeUnit.MILLISECONDS);
        done.add("start");
      } catch (InterruptedException e) {
        done.add("interrupted");
      }
    }

    @Override
    public void stopFast() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void kill() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void freeze() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void thaw() {
      throw new UnsupportedOperationException();
    }
  }
}
