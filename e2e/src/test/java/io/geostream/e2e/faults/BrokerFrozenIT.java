package io.geostream.e2e.faults;

import io.geostream.e2e.Pipeline;
import io.geostream.e2e.Program;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.testing.SharedStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@FaultScenario
final class BrokerFrozenIT {

  /** Longer than the broker is ever frozen here. */
  private static final Duration SESSION = Duration.ofSeconds(20);

  /** All of its clients give up on what they asked before the outage is even noticed. */
  private static final List<String> IMPATIENT =
      List.of(
          "--workers", Integer.toString(BrokerOutage.WORKERS),
          "-K", "request.timeout.ms=1500",
          "-K", "default.api.timeout.ms=2000",
          "-K", "delivery.timeout.ms=2000");

  /**
   * A client that has lost all brokers forgets what it knew of the topic. The group's leader takes
   * that for a change and asks to join anew, of a broker that does not hear it. Awake, the broker
   * may come to that request after the one that the leader has sent since, and never answer the
   * latter: all wait until it throws the leader out (ADR 99). Only then may it take so long.
   */
  @Test
  void aBrokerFrozenForLongerThanItsClientsWaitLosesAndDoublesNothing(Scenario scenario)
      throws Exception {
    frozen(
        scenario,
        () ->
            hasThrownSomebodyOut(scenario)
                ? SESSION.plus(BackAtWork.LIMIT.multipliedBy(2))
                : BackAtWork.LIMIT,
        "session.timeout.ms=" + SESSION.toMillis(),
        group -> {});
  }

  @Test
  void clientsThatRememberTheirBrokersGoOnAtOnceWithoutARebalance(Scenario scenario)
      throws Exception {
    frozen(
        scenario,
        () -> BackAtWork.LIMIT,
        "metadata.recovery.strategy=none",
        StaysInItsGroup::holds);
  }

  private static boolean hasThrownSomebodyOut(Scenario scenario) {
    try {
      return Files.readString(scenario.folder().resolve("broker.log"))
          .contains("has failed, removing it from the group");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void frozen(
      Scenario scenario,
      Supplier<Duration> backWithin,
      String setting,
      Consumer<StaysInItsGroup> afterwards)
      throws Exception {
    List<String> flags = new ArrayList<>(IMPATIENT);
    flags.addAll(List.of("-K", setting));
    try (KafkaBroker broker = scenario.broker();
        Pipeline pipeline = scenario.pipeline(broker, SharedStack.freshDatabase(), 4);
        Sender sender = Sender.withBadRecords(pipeline, 300).stream(1_000);
        Program consumer = pipeline.consumer("consumer", flags.toArray(String[]::new))) {
      BrokerOutage outage = new BrokerOutage(scenario, pipeline, consumer, sender);
      new Group(pipeline).awaitAtWork(BrokerOutage.WORKERS, consumer);
      StaysInItsGroup group = new StaysInItsGroup(consumer);
      for (int time = 1; time <= scenario.scaled(1); time++) {
        outage.begins(broker::freeze);
        outage.ends(broker::thaw, backWithin);
      }
      outage.leftNothingBehind();
      afterwards.accept(group);
    }
  }
}
