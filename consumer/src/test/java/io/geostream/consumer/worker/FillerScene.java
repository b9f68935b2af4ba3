package io.geostream.consumer.worker;

import static io.geostream.consumer.batch.Records.TIME;

import io.geostream.consumer.batch.AgeLimits;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.BatchLimits;
import io.geostream.consumer.batch.BatchPool;
import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.offsets.StoredOffset;
import io.geostream.consumer.worker.Work.WriteBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A filler of batches of ten rows, for partition 0 from offset 100 on; rows may be an hour old. */
final class FillerScene {

  private static final TopicPartition ZERO = new TopicPartition("readings", 0);

  final Mailbox mailbox = new Mailbox(new WaitingBatches(Duration.ZERO), () -> 0);
  final OwnedPartitions owned = new OwnedPartitions(() -> TIME / 1_000 + 5_000);
  final AtomicLong nanoTime = new AtomicLong();
  final BatchFiller filler =
      new BatchFiller(
          Times.decoder(),
          new AgeLimits(Duration.ofHours(1), Duration.ZERO),
          new BatchPool(BatchLimits.of(10, ChunkWidth.HOUR)),
          mailbox,
          owned,
          nanoTime::incrementAndGet);

  FillerScene() {
    owned.assign(Set.of(0));
    load(100);
  }

  void load(long next) {
    owned.loaded(
        new Report.Loaded(
            owned.generation(),
            new TreeMap<>(Map.of(0, new StoredOffset(next, Optional.of(7), "id")))),
        (partition, offset) -> {});
  }

  static ConsumerRecords<byte[], byte[]> polled(
      long next, List<ConsumerRecord<byte[], byte[]>> records) {
    return new ConsumerRecords<>(
        records.isEmpty() ? Map.of() : Map.of(ZERO, records),
        Map.of(ZERO, new OffsetAndMetadata(next, Optional.of(7), "")));
  }

  /** The batches that wait for a writer, taken, and those of what is held. */
  List<Batch> batches() throws InterruptedException {
    List<Batch> batches = new ArrayList<>();
    while (mailbox.take(Duration.ZERO) instanceof WriteBatch write) {
      batches.add(write.batch());
      mailbox.done();
      filler.fill(ConsumerRecords.empty());
    }
    return batches;
  }
}
