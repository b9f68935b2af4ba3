package io.geostream.consumer.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;

/**
 * The partitions of this process. The gauges of one come with its first report and go when it is
 * given up: what a process shows is what it is responsible for. Safe to use from any thread.
 */
public final class PartitionMetrics {

  private final StartupMetrics startup;
  private final List<Shown> shown;
  private final Map<Integer, AtomicReference<State>> states = new HashMap<>();
  private final AtomicInteger assigned = new AtomicInteger();
  private final MeterProvider<Counter> rebalances;

  /** What a rebalance did to partitions of this process. */
  public enum Rebalance {
    /** They came to this process. */
    ASSIGNED,
    /** They were handed over in order. */
    REVOKED,
    /** The group gave them away without asking: this process did not answer in time. */
    LOST
  }

  /**
   * How far a partition is written.
   *
   * @param unwritten how many records are not
   * @param lagSeconds how old the oldest of them is; 0 if there is none
   * @param stored the next offset, as last committed in the database
   * @param end the end of the partition, as last seen
   */
  public record State(long unwritten, double lagSeconds, long stored, long end) {}

  /** A gauge of each partition, and what it shows. */
  private record Shown(MultiGauge gauge, ToDoubleFunction<State> value) {}

  /** Registers the meters that every process has. */
  public PartitionMetrics(MeterRegistry registry, StartupMetrics startup) {
    this.startup = startup;
    Gauge.builder("geostream_assigned_partitions", assigned, AtomicInteger::get)
        .description("Partitions that this process has")
        .register(registry);
    rebalances =
        Counter.builder("geostream_rebalances")
            .description("How often partitions came to this process or left it, by event")
            .withRegistry(registry);
    Arrays.stream(Rebalance.values()).forEach(this::counter);
    shown =
        List.of(
            shown(registry, "kafka_queue_size", "Records not yet written", State::unwritten),
            shown(
                registry,
                "geostream_lag_seconds",
                "Age of the oldest record not yet written; 0 if there is none",
                State::lagSeconds),
            shown(
                registry,
                "geostream_stored_offset",
                "Next offset, as last committed in the database",
                State::stored),
            shown(
                registry,
                "geostream_end_offset",
                "End of the partition, as last seen",
                State::end));
  }

  private static Shown shown(
      MeterRegistry registry, String name, String description, ToDoubleFunction<State> value) {
    return new Shown(MultiGauge.builder(name).description(description).register(registry), value);
  }

  private Counter counter(Rebalance event) {
    return rebalances.withTag("event", event.name().toLowerCase(Locale.ROOT));
  }

  /** Some partitions are ours now. */
  public synchronized void assigned(int number) {
    assigned.addAndGet(number);
    startup.reached(StartupMetrics.Step.GROUP);
    counter(Rebalance.ASSIGNED).increment();
  }

  /** Partitions are not ours any more. */
  public synchronized void forget(Collection<Integer> partitions, Rebalance why) {
    assigned.addAndGet(-partitions.size());
    counter(why).increment();
    if (states.keySet().removeAll(partitions)) {
      show();
    }
  }

  /** How far partitions are written now. */
  public synchronized void report(Map<Integer, State> now) {
    boolean came = !states.keySet().containsAll(now.keySet());
    now.forEach(
        (partition, state) ->
            states.computeIfAbsent(partition, it -> new AtomicReference<>(state)).set(state));
    if (came) {
      show();
    }
  }

  /** Registers the gauges of partitions that came, and removes those of partitions that went. */
  private void show() {
    for (Shown each : shown) {
      List<MultiGauge.Row<?>> rows = new ArrayList<>();
      states.forEach(
          (partition, state) ->
              rows.add(
                  MultiGauge.Row.of(
                      Tags.of("partition", Integer.toString(partition)),
                      () -> each.value().applyAsDouble(state.get()))));
      each.gauge().register(rows);
    }
  }
}
