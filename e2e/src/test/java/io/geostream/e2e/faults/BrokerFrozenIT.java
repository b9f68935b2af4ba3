package io.geostream.e2e.faults;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
   * that for a change and asks to join again, of a broker that does not hear it. Awake, the broker
   * may come to that request after the one that the leader has sent since, and never answer the
   * latter: all wait until it throws the leader out (ADR 99). Only then may it take so long.
   */
  @Test
  void aBrokerFrozenForLongerThanItsClientsWaitLosesAndDoublesNothing(Scenario scenario)
      throws Exception {
    frozen(
        scenario,
        (before, after) ->
            after.containsAll(before)
                ? BackAtWork.LIMIT
                : SESSION.plus(BackAtWork.LIMIT.multipliedBy(2)),
        "session.timeout.ms=" + SESSION.toMillis(),
        group -> {});
  }

  @Test
  void clientsThatRememberTheirBrokersGoOnAtOnceWithoutARebalance(Scenario scenario)
      throws Exception {
    frozen(
        scenario,
        (before, after) -> BackAtWork.LIMIT,
        "metadata.recovery.strategy=none",
        StaysInItsGroup::holds);
  }

  /** How long the way back may take, by the members before the outage and after it. */
  private interface Limit {
    Duration of(Set<String> before, Set<String> after);
  }

  private interface Check {
    void check(StaysInItsGroup group) throws Exception;
  }

  private static void frozen(Scenario scenario, Limit backWithin, String setting, Check afterwards)
      throws Exception {
    List<String> flags = new ArrayList<>(IMPATIENT);
    flags.addAll(List.of("-K", setting));
    try (KafkaBroker broker = scenario.broker();
        Pipeline pipeline = scenario.pipeline(broker, SharedStack.freshDatabase(), 4);
        Sender sender = Sender.withBadRecords(pipeline, 300).stream(1_000);
        Program consumer = pipeline.consumer("consumer", flags.toArray(String[]::new))) {
      BrokerOutage outage = new BrokerOutage(scenario, pipeline, consumer, sender);
      new Group(pipeline).awaitAtWork(BrokerOutage.WORKERS, consumer);
      Group group = new Group(pipeline);
      StaysInItsGroup stays = new StaysInItsGroup(consumer);
      for (int time = 1; time <= scenario.scaled(1); time++) {
        Set<String> members = group.memberIds();
        outage.begins(broker::freeze);
        outage.ends(broker::thaw, () -> backWithin.of(members, group.memberIds()));
      }
      outage.leftNothingBehind();
      afterwards.check(stays);
    }
  }
}
