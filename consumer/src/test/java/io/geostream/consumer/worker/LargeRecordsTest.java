package io.geostream.consumer.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.consumer.batch.Records;
import io.geostream.consumer.offsets.OffsetKey;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.RecordDeserializationException.DeserializationExceptionOrigin;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LargeRecordsTest {

  private static final OffsetKey KEY = new OffsetKey("g", "c", "readings", Uuid.ZERO_UUID);
  private static final TopicPartition ZERO = new TopicPartition("readings", 0);

  /** Its value is a part of a longer answer. */
  private final RecordDeserializationException refused =
      new RecordDeserializationException(
          DeserializationExceptionOrigin.VALUE,
          ZERO,
          17,
          1_700,
          TimestampType.CREATE_TIME,
          null,
          ByteBuffer.wrap(new byte[] {0, 1, 2}, 1, 2),
          new RecordHeaders().add("trace", new byte[] {3}),
          "refused",
          null);

  private final HeapLimitedClient client = new HeapLimitedClient();
  private final Mailbox mailbox = new Mailbox(new WaitingBatches(Duration.ZERO), () -> 0);
  private final OwnedPartitions owned = new OwnedPartitions(() -> 0);
  private final LargeRecords large =
      new LargeRecords(client, KEY, mailbox, owned, client.polled, 1_000);

  @BeforeEach
  void own() {
    client.join();
    owned.assign(Set.of(0, 3));
    owned.loaded(
        (Report.Loaded) LoopScene.loaded(0, Map.of(0, 17L, 3, 4L)), (partition, offset) -> {});
  }

  private void poll() {
    assertThat(large.poll(Duration.ZERO).isEmpty()).isTrue();
    assertThat(large.isHeapFull()).isTrue();
  }

  /** The heap did not suffice; the group is left and joined again. */
  private void leaveAndJoin() throws InterruptedException {
    poll();
    assertThat(large.leave()).isTrue();
    client.join();
  }

  /** Nor did it for one record and what the client reads ahead. */
  private void readLoneRecords() throws InterruptedException {
    leaveAndJoin();
    leaveAndJoin();
  }

  @Test
  void bringsWhatTheClientBrings() {
    client.suffices = true;
    client.brings = records(1);
    assertThat(large.poll(Duration.ZERO)).isSameAs(client.brings);
    assertThat(large.isHeapFull()).isFalse();
    assertThat(client.fitting()).isEqualTo(10);
  }

  @Test
  void leavesTheGroupOnceNothingIsLeftToWrite() throws InterruptedException {
    poll();
    assertThat(client.left).isFalse();
    assertThat(large.leave()).isTrue();
    assertThat(client.left).isTrue();
    assertThat(large.isHeapFull()).isFalse();
    assertThat(large.isOutOfHeap()).isFalse();
  }

  @Test
  void waitsForWhatWasReadToBeWritten() throws InterruptedException {
    mailbox.offer(TestBatches.rows(0, 10, 17));
    poll();
    assertThat(large.leave()).isFalse();
    assertThat(client.left).isFalse();
    assertThat(large.isHeapFull()).isTrue();
    mailbox.take(Duration.ZERO);
    mailbox.done();
    assertThat(large.leave()).isTrue();
  }

  @Test
  void doesNotWaitForWhatIsDroppedAsFenced() throws InterruptedException {
    mailbox.report(new Report.Fenced(0));
    poll();
    assertThat(large.leave()).isTrue();
  }

  @Test
  void readsOnRecordByRecordForAWhile() throws InterruptedException {
    leaveAndJoin();
    client.suffices = true;
    client.brings = records(100_000);
    large.poll(Duration.ZERO);
    assertThat(client.fitting()).isEqualTo(1);
    large.poll(Duration.ZERO);
    assertThat(client.fitting()).isEqualTo(10);
  }

  @Test
  void thenReadsARecordWithoutTheOneAfterIt() throws InterruptedException {
    readLoneRecords();
    client.refused = Optional.of(refused);
    ConsumerRecords<byte[], byte[]> records = large.poll(Duration.ZERO);
    assertThat(client.fitting()).isZero();
    assertThat(records.nextOffsets()).isEqualTo(Map.of(ZERO, new OffsetAndMetadata(18)));
    assertThat(records)
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.offset()).isEqualTo(17);
              assertThat(record.timestamp()).isEqualTo(1_700);
              assertThat(record.key()).isNull();
              assertThat(record.value()).isEqualTo(new byte[] {1, 2});
              assertThat(record.headers()).isEqualTo(refused.headers());
            });
    assertThat(client.sought).isEqualTo(Map.of(ZERO, new OffsetAndMetadata(18)));
  }

  @Test
  void readsLoneRecordsForAWhile() throws InterruptedException {
    readLoneRecords();
    client.refused = Optional.of(refused);
    for (int record = 0; record < 1_000; record++) {
      assertThat(large.poll(Duration.ZERO).isEmpty()).isFalse();
    }
    client.suffices = true;
    large.poll(Duration.ZERO);
    assertThat(client.fitting()).isEqualTo(10);
  }

  @Test
  void anOutOfMemoryErrorOfAThreadOfTheClientCountsToo() throws InterruptedException {
    client.left = true; // its polls fail as probes do
    poll();
  }

  @Test
  void anotherFaultIsPassedOn() {
    client.left = true;
    client.probeFault = new KafkaException("broken");
    assertThatThrownBy(() -> large.poll(Duration.ZERO)).isSameAs(client.probeFault);
    assertThat(large.isHeapFull()).isFalse();
  }

  @Test
  void namesAllPartitionsIfTheAnswerDoesNotEvenLetItLeaveTheGroup() {
    client.leavingFails = true;
    poll();
    assertThatThrownBy(large::leave)
        .isInstanceOf(OutOfHeapException.class)
        .hasMessageContainingAll("0 at offset 17", "3 at offset 4");
    assertThat(large.isOutOfHeap()).isTrue();
  }

  @Test
  void namesNoOffsetBeforeAnyIsKnown() {
    client.leavingFails = true;
    owned.forget();
    poll();
    assertThatThrownBy(large::leave)
        .isInstanceOf(OutOfHeapException.class)
        .hasMessageNotContaining("--to");
  }

  @Test
  void namesNoOffsetIfWhatIsBeforeItWasDroppedAsFenced() throws InterruptedException {
    readLoneRecords();
    mailbox.report(new Report.Fenced(0));
    poll();
    assertThatThrownBy(large::leave)
        .isInstanceOf(OutOfHeapException.class)
        .hasMessageNotContaining("--to");
  }

  @Test
  void namesTheRecordThatDoesNotFit() throws InterruptedException {
    readLoneRecords();
    poll();
    assertThatThrownBy(large::leave)
        .isInstanceOf(OutOfHeapException.class)
        .hasMessageContainingAll("readings-0", "the record at offset 17", "--to 18");
    assertThat(large.isOutOfHeap()).isTrue();
  }

  @Test
  void namesAllPartitionsIfNotEvenAnAnswerWithoutARecordFits() throws InterruptedException {
    client.pausedFails = true;
    readLoneRecords();
    poll();
    assertThatThrownBy(large::leave)
        .isInstanceOf(OutOfHeapException.class)
        .hasMessageNotContaining("the record at offset")
        .hasMessageContainingAll("0 at offset 17", "3 at offset 4");
  }

  @Test
  void takesAnotherFaultThanAFullHeapForNoRecordThatDoesNotFit() throws InterruptedException {
    client.probeFault = new OffsetOutOfRangeException(Map.of(ZERO, 17L));
    readLoneRecords();
    poll();
    assertThatThrownBy(large::leave)
        .isInstanceOf(OutOfHeapException.class)
        .hasMessageNotContaining("the record at offset")
        .hasMessageContainingAll("0 at offset 17", "3 at offset 4");
  }

  private static ConsumerRecords<byte[], byte[]> records(int count) {
    return new ConsumerRecords<>(
        Map.of(ZERO, Collections.nCopies(count, Records.record(0, 17))), Map.of());
  }
}
