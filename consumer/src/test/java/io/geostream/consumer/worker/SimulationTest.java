package io.geostream.consumer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The guarantees of the consumer, in schedules of steps and faults by dice. {@code
 * -Dsimulation.schedules=N} runs another number of them, {@code -Dsimulation.seed=S} repeats one.
 */
final class SimulationTest {

  private static final long SCHEDULES = 100_000;

  private static Runnable logAgain = () -> {};

  @BeforeAll
  static void silence() {
    logAgain = Schedules.silence();
  }

  @AfterAll
  static void logAgain() {
    logAgain.run();
  }

  @Test
  void writesEachReadingOnceAndLosesNoBadRecordWhateverFails()
      throws InterruptedException, ExecutionException {
    Long seed = Long.getLong("simulation.seed");
    long number = seed != null ? 1 : Long.getLong("simulation.schedules", SCHEDULES);
    List<Schedules.Failure> failures =
        ManySchedules.run(
            seed != null ? seed : 0, number, Runtime.getRuntime().availableProcessors());
    assertThat(failures)
        .as(failures.stream().map(Schedules.Failure::describe).collect(Collectors.joining("\n\n")))
        .isEmpty();
  }

  @Test
  void aScheduleIsTheSameWhenItIsRepeated() {
    List<String> first = trace(42);
    assertThat(first).isNotEmpty();
    assertThat(trace(42)).isEqualTo(first);
  }

  private static List<String> trace(long seed) {
    Simulation schedule = new Simulation(seed, SharedParts.create(), true);
    schedule.run();
    return schedule.trace().lines();
  }
}
