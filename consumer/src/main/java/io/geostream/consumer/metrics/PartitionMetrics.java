package io.geostream.consumer.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;

/**
 * The partitions of this process. The gauges of one come with its first report and go when it is
 * given up: what a process shows is what it is responsible for. Safe to use from any thread.
 */
public final class PartitionMetrics {

  private final MeterRegistry registry;
  private final StartupMetrics startup;
  private final Map<Integer, Gauges> gauges = new HashMap<>();
  private final AtomicInteger assigned = new AtomicInteger();
  private final Map<Rebalance, Counter> rebalances = new EnumMap<>(Rebalance.class);

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

  /** A partition's gauges, and what they show. */
  private record Gauges(AtomicReference<State> state, List<Meter.Id> ids) {}

  /** Registers the meters that every process has. */
  public PartitionMetrics(MeterRegistry registry, StartupMetrics startup) {
    this.registry = registry;
    this.startup = startup;
    Gauge.builder("geostream_assigned_partitions", assigned, AtomicInteger::get)
        .description("Partitions that this process has")
        .register(registry);
    for (Rebalance event : Rebalance.values()) {
      rebalances.put(
          event,
          Counter.builder("geostream_rebalances")
              .description("How often partitions came to this process or left it, by event")
              .tag("event", event.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  /** Some partitions are ours now. */
  public synchronized void assigned(int number) {
    assigned.addAndGet(number);
    startup.reached(StartupMetrics.Step.GROUP);
    count(Rebalance.ASSIGNED);
  }

  /** Partitions are not ours any more. */
  public synchronized void forget(Collection<Integer> partitions, Rebalance why) {
    assigned.addAndGet(-partitions.size());
    count(why);
    for (Integer partition : partitions) {
      Gauges gone = gauges.remove(partition);
      if (gone != null) {
        gone.ids().forEach(registry::remove);
      }
    }
  }

  private void count(Rebalance event) {
    Objects.requireNonNull(rebalances.get(event)).increment(); // there is one for each event
  }

  /** How far a partition is written now. */
  public synchronized void report(int partition, State state) {
    gauges.computeIfAbsent(partition, any -> register(partition, state)).state().set(state);
  }

  private Gauges register(int partition, State first) {
    AtomicReference<State> state = new AtomicReference<>(first);
    String label = Integer.toString(partition);
    return new Gauges(
        state,
        List.of(
            gauge("kafka_queue_size", "Records not yet written", label, state, State::unwritten),
            gauge(
                "geostream_lag_seconds",
                "Age of the oldest record not yet written; 0 if there is none",
                label,
                state,
                State::lagSeconds),
            gauge(
                "geostream_stored_offset",
                "Next offset, as last committed in the database",
                label,
                state,
                State::stored),
            gauge(
                "geostream_end_offset",
                "End of the partition, as last seen",
                label,
                state,
                State::end)));
  }

  private Meter.Id gauge(
      String name,
      String description,
      String partition,
      AtomicReference<State> state,
      ToDoubleFunction<State> value) {
    return Gauge.builder(name, state, it -> value.applyAsDouble(it.get()))
        .description(description)
        .tag("partition", partition)
        .register(registry)
        .getId();
  }
}
