package io.geostream.consumer.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.BatchLimits;
import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.kafka.PolledBytes;
import io.geostream.consumer.offsets.OffsetKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CarefulPollTest {

  private static final OffsetKey KEY = new OffsetKey("g", "c", "readings", Uuid.ZERO_UUID);

  private final Client client = new Client();
  private final Handoff handoff = new Handoff(Duration.ZERO);
  private final Positions positions = new Positions();
  private boolean stopping;
  private final CarefulPoll careful =
      new CarefulPoll(client, KEY, handoff, new PolledBytes(), 1_000, () -> stopping);

  /** A client whose polls fail, in a group or with partitions of its own. */
  private static final class Client extends MockConsumer<byte[], byte[]> {

    private boolean leavingFails;
    private boolean left;
    private RuntimeException probeFault = new KafkaException("heap", new OutOfMemoryError("heap"));

    Client() {
      super("none");
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      if (!left) {
        throw new OutOfMemoryError("heap");
      }
      if (paused().isEmpty()) {
        throw probeFault;
      }
      return ConsumerRecords.empty();
    }

    @Override
    public synchronized void unsubscribe() {
      if (leavingFails) {
        throw new OutOfMemoryError("heap");
      }
      left = true;
      super.unsubscribe();
    }

    void joinAgain() {
      left = false;
      subscribe(List.of(KEY.topic()));
    }
  }

  @BeforeEach
  void subscribe() {
    client.joinAgain();
    positions.assign(Set.of(0, 3));
    positions.request();
    positions.loaded(0, 0, 17);
    positions.loaded(0, 3, 4);
  }

  @Test
  void leavesTheGroupAtFirst() throws InterruptedException {
    assertThat(careful.poll(Duration.ZERO, positions)).isNull();
    assertThat(client.left).isTrue();
  }

  @Test
  void namesAllPartitionsIfTheAnswerDoesNotEvenLetItLeaveTheGroup() {
    client.leavingFails = true;
    assertThatThrownBy(() -> careful.poll(Duration.ZERO, positions))
        .isInstanceOf(OutOfHeapException.class)
        .hasMessageContainingAll("0 at offset 17", "3 at offset 4");
  }

  @Test
  void namesNoOffsetBeforeAnyIsKnown() {
    client.leavingFails = true;
    assertThatThrownBy(() -> careful.poll(Duration.ZERO, new Positions()))
        .isInstanceOf(OutOfHeapException.class)
        .hasMessageNotContaining("--to");
  }

  @Test
  void namesTheRecordThatDoesNotFit() throws InterruptedException {
    careful.poll(Duration.ZERO, positions);
    client.joinAgain();
    assertThatThrownBy(() -> careful.poll(Duration.ZERO, positions))
        .isInstanceOf(OutOfHeapException.class)
        .hasMessageContainingAll("readings-0", "the record at offset 17", "--to 18");
  }

  @Test
  void takesAnotherFaultThanAFullHeapForNoRecordThatDoesNotFit() throws InterruptedException {
    client.probeFault =
        new OffsetOutOfRangeException(Map.of(new TopicPartition("readings", 0), 17L));
    careful.poll(Duration.ZERO, positions);
    client.joinAgain();
    assertThatThrownBy(() -> careful.poll(Duration.ZERO, positions))
        .isInstanceOf(OutOfHeapException.class)
        .hasMessageNotContaining("the record at offset")
        .hasMessageContainingAll("0 at offset 17", "3 at offset 4");
  }

  @Test
  void doesNotWaitForTheWriterOnceAStopIsRequested() throws InterruptedException {
    handoff.offer(new Batch(0, 0, BatchLimits.of(10, ChunkWidth.HOUR)));
    stopping = true;
    assertThat(careful.poll(Duration.ZERO, positions)).isEmpty();
    assertThat(client.left).isFalse();
  }
}
