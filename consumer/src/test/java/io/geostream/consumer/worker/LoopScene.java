package io.geostream.consumer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.batch.AgeLimits;
import io.geostream.consumer.batch.BatchPool;
import io.geostream.consumer.batch.Records;
import io.geostream.consumer.metrics.PartitionMetrics;
import io.geostream.consumer.metrics.StartupMetrics;
import io.geostream.consumer.offsets.StoredOffset;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A poll loop between a group and a writer that a test plays. */
final class LoopScene {

  static final Duration POLL = Duration.ofMillis(200);
  static final Duration BRIEFLY = Duration.ofMillis(10);

  final AtomicLong nanoTime = new AtomicLong();
  final AtomicLong epochMillis = new AtomicLong();
  final FakeMember member = new FakeMember();
  final FakeUnderWay writer = new FakeUnderWay();
  final Mailbox mailbox = new Mailbox(new WaitingBatches(Duration.ZERO), nanoTime::get);
  final OwnedPartitions owned = new OwnedPartitions(epochMillis::get);
  final EndOffsets ends = new EndOffsets();
  final PollLoop loop;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  LoopScene() {
    PartitionMetrics metrics = new PartitionMetrics(registry, new StartupMetrics(registry));
    BatchFiller filler =
        new BatchFiller(
            Times.decoder(),
            new AgeLimits(Duration.ZERO, Duration.ZERO),
            new BatchPool(TestBatches.LIMITS),
            mailbox,
            owned,
            nanoTime::get);
    loop =
        new PollLoop(
            member,
            mailbox,
            writer,
            owned,
            filler,
            new GroupProgress(member, owned, ends, metrics),
            nanoTime::get);
    member.join(loop);
  }

  /** What the writer would take now, or null. */
  @Nullable Work taken() throws InterruptedException {
    return mailbox.take(Duration.ZERO);
  }

  /** The writer has taken the request for these positions and loads them. */
  void load(int generation, Map<Integer, Long> next) throws InterruptedException {
    assertThat(taken()).isEqualTo(new Work.LoadPositions(generation, new TreeMap<>(next).keySet()));
    mailbox.report(loaded(generation, next));
    mailbox.done();
  }

  static Report loaded(int generation, Map<Integer, Long> next) {
    SortedMap<Integer, StoredOffset> offsets = new TreeMap<>();
    next.forEach((number, at) -> offsets.put(number, stored(at)));
    return new Report.Loaded(generation, offsets);
  }

  static StoredOffset stored(long next) {
    return new StoredOffset(next, Optional.of(7), "id");
  }

  /** Where a member goes on that was loaded there. */
  static OffsetAndMetadata at(long next) {
    return new OffsetAndMetadata(next, Optional.of(7), "");
  }

  /** Owns partitions that are loaded at offset 100 and read. */
  void own(Set<Integer> partitions) throws InterruptedException {
    member.assign(partitions);
    loop.before();
    Map<Integer, Long> next = new TreeMap<>();
    partitions.forEach(partition -> next.put(partition, 100L));
    load(0, next);
    loop.before();
    assertThat(member.paused).isEmpty();
  }

  /** A poll of so many records of partition 0, from offset 100 on. */
  static ConsumerRecords<byte[], byte[]> polled(int records) {
    TopicPartition zero = new TopicPartition("readings", 0);
    return new ConsumerRecords<>(
        Map.of(
            zero,
            LongStream.range(100, 100 + records)
                .mapToObj(offset -> Records.record(0, offset))
                .toList()),
        Map.of(zero, at(100 + records)));
  }

  /** The database has committed records of partition 0. */
  void reportCommitted(long from, long to) {
    mailbox.report(new Report.Committed(TestBatches.advance(from, to)));
  }

  /** A second passes, and a poll brings nothing. */
  void passASecond() {
    nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
    loop.after(ConsumerRecords.empty());
  }

  double count(String counter, String... tags) {
    return registry.get(counter).tags(tags).counter().count();
  }

  double gauge(String gauge, String... tags) {
    return registry.get(gauge).tags(tags).gauge().value();
  }
}
