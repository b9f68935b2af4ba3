package io.geostream.e2e.faults;

import io.geostream.e2e.Pipeline;
import io.geostream.e2e.faults.Disturbances.Disturbance;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.testing.OwnServer;
import io.geostream.stack.testing.Program;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A long run with a fault every few seconds; not part of the build. {@code mvn -B verify -Psoak}
 * takes an hour, {@code -Dsoak.duration=PT10M} another time.
 */
@FaultScenario
@Tag("soak")
final class SoakIT {

  private static final int READINGS_PER_SECOND = 1_000;
  private static final int WORKERS = 2;
  private static final int CONNECTIONS_BESIDE_WORKERS = 3;

  /** Session and time-outs are short, so that a short freeze is one that the group notices. */
  private static final String[] FLAGS = {
    "--workers",
    Integer.toString(WORKERS),
    "--max-ahead",
    "0",
    "-K",
    "session.timeout.ms=6000",
    "-K",
    "heartbeat.interval.ms=1000"
  };

  @Test
  void eachReadingIsThereOnceAfterHoursOfFaultsAndMemoryThreadsAndConnectionsAreFlat(
      Scenario scenario) throws Exception {
    Duration duration = Duration.parse(System.getProperty("soak.duration", "PT1H"));
    AtomicInteger consumers = new AtomicInteger();
    try (KafkaBroker broker = scenario.broker();
        OwnServer server = OwnServer.start();
        Pipeline pipeline = scenario.pipeline(broker, server.database(), 6).asShipped();
        Sender sender = Sender.withBadRecords(pipeline, 500);
        Program witness = pipeline.consumer("witness", FLAGS);
        PrintStream diary = new PrintStream(scenario.folder().resolve("diary.csv").toFile())) {
      witness.awaitReady();
      Disturbances disturbances =
          new Disturbances(
              scenario,
              pipeline,
              broker,
              server.processes(),
              witness,
              () -> pipeline.consumer("consumer-" + consumers.incrementAndGet(), FLAGS));
      sender.stream(READINGS_PER_SECOND);
      diary.println("seconds,fault,sent,rows,resident_bytes,threads,backends");
      long begin = System.nanoTime();
      List<Footprint> warm = new ArrayList<>();
      // However short it is, there is one to compare the last with.
      while (System.nanoTime() - begin < duration.toNanos() || warm.size() < 2) {
        Disturbance disturbance = disturbances.any();
        disturbance.step().run();
        scenario.injected();
        BackAtWork.ofAny(pipeline.sql(), scenario.tally()).within(Program.LONG);
        scenario.pass(Duration.ofMillis(500), Duration.ofSeconds(3));
        witness.awaitReady();
        Footprint footprint = Footprint.of(witness, pipeline.sql());
        long elapsed = System.nanoTime() - begin;
        if (elapsed > duration.toNanos() / 4) {
          warm.add(footprint);
        }
        diary.printf(
            Locale.ROOT,
            "%d,%s,%d,%d,%d,%d,%d%n",
            Duration.ofNanos(elapsed).toSeconds(),
            disturbance.name(),
            sender.acknowledged(),
            pipeline.sql().readings(),
            footprint.residentBytes(),
            footprint.threads(),
            footprint.backends());
      }
      KnownSet sent = sender.stop();
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
      disturbances.end();
      warm.get(warm.size() - 1)
          .isNoMoreThan(warm.get(0), 3 * (WORKERS + CONNECTIONS_BESIDE_WORKERS));
      witness.stopsOnSigterm();
    }
  }
}
