package io.geostream.consumer.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.consumer.batch.Advance;
import io.geostream.consumer.kafka.PolledBytes;
import io.geostream.consumer.offsets.LogMismatchException;
import io.geostream.consumer.offsets.OffsetKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class KafkaMemberTest {

  private static final OffsetKey KEY = new OffsetKey("g", "c", "readings", Uuid.ZERO_UUID);
  private static final TopicPartition ZERO = new TopicPartition("readings", 0);
  private static final TopicPartition ONE = new TopicPartition("readings", 1);
  private static final Map<Integer, Advance> ADVANCE =
      Map.of(0, new Advance(10, 15, Optional.of(7)));
  private static final OffsetAndMetadata COMMITTED = new OffsetAndMetadata(15, Optional.of(7), "");

  private final Client client = new Client();
  private final Rebalances rebalances = new Rebalances();
  private final KafkaMember member =
      new KafkaMember(
          client,
          KEY,
          new LargeRecords(
              client,
              KEY,
              new Mailbox(new WaitingBatches(Duration.ZERO), () -> 0),
              new OwnedPartitions(() -> 0),
              new PolledBytes(),
              1_000));

  /** A client that notes what the mock of Kafka does not show. */
  private static final class Client extends MockConsumer<byte[], byte[]> {

    private final List<OffsetAndMetadata> seeks = new ArrayList<>();
    private final List<KafkaException> commitFaults = new ArrayList<>();
    private int commits;

    Client() {
      super("none");
    }

    @Override
    public void seek(TopicPartition partition, OffsetAndMetadata offset) {
      seeks.add(offset);
      super.seek(partition, offset);
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
      commits++;
      if (!commitFaults.isEmpty()) {
        throw commitFaults.remove(0);
      }
      super.commitSync(offsets, timeout);
    }
  }

  /** Notes what happens to partitions. */
  private static final class Rebalances implements GroupMember.Listener {

    private final List<String> events = new ArrayList<>();

    @Override
    public void assigned(Set<Integer> partitions) {
      events.add("assigned " + new TreeSet<>(partitions));
    }

    @Override
    public void revoked(Set<Integer> partitions) {
      events.add("revoked " + new TreeSet<>(partitions));
    }

    @Override
    public void lost(Set<Integer> partitions) {
      events.add("lost " + new TreeSet<>(partitions));
    }
  }

  @BeforeEach
  void join() {
    member.join(rebalances);
    client.rebalance(List.of(ZERO, ONE));
  }

  @Test
  void joinsTheGroupOfTheTopicAndPassesOnWhatHappensToPartitions() {
    assertThat(client.subscription()).containsExactly("readings");
    client.rebalance(List.of(ONE));
    client.losePartitions(List.of(ONE));
    assertThat(rebalances.events).containsExactly("assigned [0, 1]", "revoked [0]", "lost [1]");
  }

  @Test
  void aRebalanceThatMovesNoPartitionIsNotPassedOn() {
    client.rebalance(List.of(ZERO, ONE));
    client.losePartitions(List.of());
    assertThat(rebalances.events).containsExactly("assigned [0, 1]");
  }

  @Test
  void goesOnAtAStoredOffsetWithItsLeaderEpoch() {
    member.seek(1, 40, Optional.of(7));
    assertThat(client.position(ONE)).isEqualTo(40);
    assertThat(client.seeks).containsExactly(new OffsetAndMetadata(40, Optional.of(7), ""));
  }

  @Test
  void aPlaceholderIsAPosition() {
    member.seekToPlaceholder(1);
    assertThat(client.position(ONE)).isZero();
  }

  @Test
  void pausesAndResumesPartitions() {
    member.pause(List.of(0, 1));
    assertThat(client.paused()).containsExactlyInAnyOrder(ZERO, ONE);
    member.resume(List.of(1));
    assertThat(client.paused()).containsExactly(ZERO);
  }

  @Test
  void seesHowMuchComesAfterItsPosition() {
    client.updateEndOffsets(Map.of(ZERO, 50L));
    member.seek(0, 40, Optional.of(7));
    assertThat(member.lag(0)).hasValue(10);
  }

  @Test
  void commitsOffsetsWithTheirLeaderEpoch() {
    member.commitSoon(ADVANCE);
    assertThat(client.committed(Set.of(ZERO))).isEqualTo(Map.of(ZERO, COMMITTED));
  }

  @Test
  void commitsOffsetsAtOnce() {
    member.commitNow(ADVANCE);
    assertThat(client.committed(Set.of(ZERO))).isEqualTo(Map.of(ZERO, COMMITTED));
    assertThat(client.commits).isEqualTo(1);
  }

  @Test
  void doesNotCommitForPartitionsOfOthers() {
    client.rebalance(List.of(ONE));
    member.commitSoon(ADVANCE);
    member.commitNow(ADVANCE);
    assertThat(client.commits).isZero();
    client.rebalance(List.of(ZERO));
    assertThat(client.committed(Set.of(ZERO))).isEmpty();
  }

  @Test
  void aCommitThatFailsIsNoFault() {
    client.commitFaults.add(new RebalanceInProgressException("now"));
    member.commitNow(ADVANCE);
    assertThat(client.commits).isEqualTo(1);
    assertThat(client.committed(Set.of(ZERO))).isEmpty();
  }

  @Test
  void aWakeupMeantForThePollDoesNotLoseTheCommit() {
    client.commitFaults.add(new WakeupException());
    member.commitNow(ADVANCE);
    assertThat(client.committed(Set.of(ZERO))).isEqualTo(Map.of(ZERO, COMMITTED));
  }

  @Test
  void aLogThatWasCutAndHasGrownAgainIsAMismatch() {
    cut(60);
    assertThatThrownBy(() -> member.poll(Duration.ZERO))
        .isInstanceOf(LogMismatchException.class)
        .hasMessageContainingAll("readings-1", "--to stored", "--to 35");
  }

  @Test
  void aLogThatWasCutIsAMismatchWithAWayOnAtItsEnd() {
    cut(38);
    assertThatThrownBy(() -> member.poll(Duration.ZERO))
        .isInstanceOf(LogMismatchException.class)
        .hasMessageContainingAll("readings-1", "--to 38", "--to 35");
  }

  private void cut(long end) {
    client.updateEndOffsets(Map.of(ONE, end));
    client.setPollException(
        new LogTruncationException(
            Map.of(ONE, 40L), Map.of(ONE, new OffsetAndMetadata(35, Optional.of(6), ""))));
  }

  @Test
  void anOffsetOutOfRangeIsPassedOn() {
    OffsetOutOfRangeException fault = new OffsetOutOfRangeException(Map.of(ONE, 40L));
    client.setPollException(fault);
    assertThatThrownBy(() -> member.poll(Duration.ZERO)).isSameAs(fault);
  }

  @Test
  void leavesTheGroup() {
    member.close();
    assertThat(client.closed()).isTrue();
  }
}
