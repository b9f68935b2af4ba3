package io.geostream.benchmark;

import io.geostream.benchmark.contender.Contender;
import io.geostream.benchmark.contender.Heat;
import io.geostream.benchmark.report.Figures;
import io.geostream.benchmark.report.Machine;
import io.geostream.benchmark.report.ResultFiles;
import io.geostream.benchmark.stage.Addresses;
import io.geostream.benchmark.stage.KafkaVersion;
import io.geostream.benchmark.stage.Latencies;
import io.geostream.benchmark.stage.Stage;
import io.geostream.stack.ChildProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Lets the real producer send at a steady rate, and each contender write in turn. A reading has the
 * time at which the producer made it, just before it sent it; with {@code linger.ms=0}, so that the
 * producer's own wait for fuller batches is in no figure.
 */
final class Latency {

  private static final int PARTITIONS = 6;
  private static final Duration GRACE = Duration.ofMinutes(2);

  private final LatencySettings settings;
  private final Map<String, String> environment;
  private final PrintStream out;
  private int run;

  Latency(LatencySettings settings, Map<String, String> environment, PrintStream out) {
    this.settings = settings;
    this.environment = environment;
    this.out = out;
  }

  /**
   * Does it.
   *
   * @throws BenchmarkException if a contender does not bring all readings into the table
   */
  void run() throws SQLException, IOException {
    String at = Clock.systemUTC().instant().toString();
    Map<String, List<Latencies>> runs = new LinkedHashMap<>();
    try (Stage stage = Stage.set(environment)) {
      out.println(stage.table().version() + "; " + Machine.ofThis().describe());
      for (int round = 1; round <= settings.rounds(); round++) {
        for (Contender contender : Rounds.order(settings.contenders(), round)) {
          Latencies latencies = measure(stage, contender);
          runs.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(latencies);
          out.printf(
              Locale.ROOT,
              "round %d: %s p50 %s ms, p99 %s ms at %s readings/s%n",
              round,
              contender.name(),
              Figures.fine(latencies.p50()),
              Figures.fine(latencies.p99()),
              Figures.whole(latencies.rowsPerSecond()));
        }
      }
      tell(
          new LatencyResult(
              at,
              Machine.ofThis(),
              stage.table().version(),
              KafkaVersion.current(),
              settings.rate(),
              settings.seconds(),
              settings.rounds(),
              runs.entrySet().stream()
                  .map(entry -> LatencyResult.Series.of(entry.getKey(), entry.getValue()))
                  .toList()));
    }
  }

  private Latencies measure(Stage stage, Contender contender) throws SQLException {
    stage.table().empty();
    String group = String.format(Locale.ROOT, "%s-%d", contender.name().replace(':', '-'), ++run);
    Addresses addresses = stage.addresses(group);
    stage.createTopic(group, PARTITIONS);
    Heat heat =
        new Heat(
            addresses,
            group,
            settings.readings(),
            false,
            stage.consumer(),
            stage.folder(),
            settings.jvmOptions(),
            environment,
            stage.folder());
    try (ChildProcess client = contender.start(heat)) {
      send(stage, addresses, "send-" + group);
      stage.awaitRows(settings.readings(), GRACE, client);
      return complete(stage.table().latencies(settings.measured()), settings.measured());
    }
  }

  /** Percentiles of fewer readings would be those of another run. */
  static Latencies complete(Latencies latencies, long measured) {
    if (latencies.rows() != measured) {
      throw new BenchmarkException(
          String.format(
              Locale.ROOT,
              "the table has %d of the %d newest readings",
              latencies.rows(),
              measured));
    }
    return latencies;
  }

  private void send(Stage stage, Addresses addresses, String name) {
    List<String> flags = new ArrayList<>(addresses.brokerFlags());
    flags.addAll(
        List.of(
            "--http-port",
            "0",
            "--rate",
            Integer.toString(settings.rate()),
            "--count",
            Long.toString(settings.readings()),
            "-K",
            "linger.ms=0"));
    ChildProcess producer =
        stage
            .producer()
            .start(name, settings.jvmOptions(), flags, Map.of(), environment, stage.folder());
    Exits.requireSuccess(producer, GRACE.plusSeconds(settings.readings() / settings.rate()));
  }

  private void tell(LatencyResult result) throws IOException {
    out.println();
    LatencyReport report = new LatencyReport(result);
    report.table().forEach(out::println);
    out.println();
    report.ratios().forEach(out::println);
    out.println(ResultFiles.besideProgram().json("latency", result));
  }
}
