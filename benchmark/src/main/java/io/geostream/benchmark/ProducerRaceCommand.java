package io.geostream.benchmark;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The subcommand {@code producer}. */
@Command(
    name = "producer",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "producer.jar as fast as it can, against Kafka's own kafka-producer-perf-test with the same settings and readings.")
final class ProducerRaceCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Mixin private final ReadingsOption readings = new ReadingsOption(10_000_000);

  @Mixin private final RoundsOption rounds = new RoundsOption(5);

  ProducerRaceCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    return Programs.run(
        out -> new ProducerRace(readings.readings(), rounds.rounds(), environment, out).run());
  }
}
