package io.geostream.consumer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.batch.Records;
import io.geostream.consumer.offsets.StoredOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Two partitions that were loaded at offset 100. */
final class LeaderChangesTest {

  private static final TopicPartition ZERO = new TopicPartition("readings", 0);
  private static final TopicPartition ONE = new TopicPartition("readings", 1);

  private final FakeMember member = new FakeMember();
  private final OwnedPartitions owned = new OwnedPartitions(() -> 0);
  private final LeaderChanges leaders = new LeaderChanges(member, owned);

  LeaderChangesTest() {
    member.assigned.addAll(Set.of(0, 1));
    owned.assign(Set.of(0, 1));
    load();
  }

  private void load() {
    StoredOffset stored = LoopScene.stored(100);
    owned.loaded(
        new Report.Loaded(owned.generation(), new TreeMap<>(Map.of(0, stored, 1, stored))),
        (partition, offset) -> {});
  }

  /** A poll of partition 0 brings this, and is taken up to where it is ended. */
  private ConsumerRecords<byte[], byte[]> poll(
      OffsetAndMetadata end, List<ConsumerRecord<byte[], byte[]>> records) {
    ConsumerRecords<byte[], byte[]> taken =
        leaders.endAtChange(new ConsumerRecords<>(Map.of(ZERO, records), Map.of(ZERO, end)));
    OwnedPartition zero = Objects.requireNonNull(owned.get(0));
    taken.nextOffsets().values().forEach(next -> zero.advance(next.offset()));
    return taken;
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, int epoch) {
    return Records.record(0, offset, Optional.of(epoch));
  }

  private static OffsetAndMetadata at(long next, int epoch) {
    return new OffsetAndMetadata(next, Optional.of(epoch), "");
  }

  private static void assertEnds(
      ConsumerRecords<byte[], byte[]> polled, OffsetAndMetadata end, Long... offsets) {
    assertThat(polled.records(ZERO)).extracting(ConsumerRecord::offset).containsExactly(offsets);
    assertThat(polled.nextOffsets()).containsEntry(ZERO, end);
  }

  @Test
  void aPollOfOneLeaderIsTakenAsItIs() {
    assertEnds(poll(at(105, 7), List.of(record(100, 7), record(103, 7))), at(105, 7), 100L, 103L);
    assertEnds(poll(at(106, 7), List.of(record(105, 7))), at(106, 7), 105L);
    assertThat(member.positions).isEmpty();
  }

  @Test
  void aPollEndsBeforeTheFirstRecordOfAnotherLeaderAndTheMemberSeeksToThere() {
    assertEnds(
        poll(at(104, 8), List.of(record(100, 7), record(101, 7), record(103, 8))),
        at(102, 7),
        100L,
        101L);
    assertThat(member.positions).isEqualTo(Map.of(0, at(102, 7)));
  }

  @Test
  void theFirstRecordOfAPollMayBeAnotherLeaders() {
    poll(at(105, 7), List.of(record(100, 7)));
    assertEnds(poll(at(106, 8), List.of(record(105, 8))), at(105, 7));
    assertThat(member.positions).as("after the gap").isEqualTo(Map.of(0, at(105, 7)));
  }

  @Test
  void whatFollowsTheValidatedPositionIsTaken() {
    poll(at(102, 8), List.of(record(100, 7), record(101, 8)));
    member.positions.clear();
    assertEnds(poll(at(102, 8), List.of(record(101, 8))), at(102, 8), 101L);
    assertThat(member.positions).isEmpty();
    assertEnds(poll(at(103, 9), List.of(record(102, 9))), at(102, 8));
    assertThat(member.positions).as("the next change").isEqualTo(Map.of(0, at(102, 8)));
  }

  @Test
  void whatIsReadFirstMayBeOfAnyLeader() {
    assertEnds(poll(at(101, 9), List.of(record(100, 9))), at(101, 9), 100L);
    owned.forget();
    load();
    assertEnds(poll(at(101, 10), List.of(record(100, 10))), at(101, 10), 100L);
    assertThat(member.positions).isEmpty();
  }

  @Test
  void markersOfAnotherLeaderAreNotSteppedOver() {
    assertEnds(poll(at(105, 8), List.of(record(100, 7))), at(101, 7), 100L);
    assertThat(member.positions).isEqualTo(Map.of(0, at(101, 7)));
    poll(at(105, 8), List.of());
    assertEnds(poll(at(106, 9), List.of()), at(105, 8));
    assertThat(member.positions).isEqualTo(Map.of(0, at(105, 8)));
  }

  @Test
  void aPollThatBringsNothingDoesNotHideAChange() {
    poll(at(101, 7), List.of(record(100, 7)));
    poll(new OffsetAndMetadata(101), List.of());
    assertEnds(poll(at(102, 8), List.of(record(101, 8))), at(101, 7));
  }

  @Test
  void recordsOfOldFormatsHaveNoEpoch() {
    OffsetAndMetadata end = new OffsetAndMetadata(101);
    assertEnds(poll(end, List.of(Records.record(0, 100, Optional.empty()))), end, 100L);
    assertEnds(poll(at(102, 0), List.of(record(101, 0))), at(102, 0), 101L);
    assertThat(member.positions).isEmpty();
  }

  @Test
  void otherPartitionsAreTakenWhole() {
    poll(at(101, 7), List.of(record(100, 7)));
    ConsumerRecord<byte[], byte[]> other = Records.record(1, 100, Optional.of(8));
    ConsumerRecords<byte[], byte[]> taken =
        leaders.endAtChange(
            new ConsumerRecords<>(
                Map.of(ZERO, List.of(record(101, 8)), ONE, List.of(other)),
                Map.of(ZERO, at(102, 8), ONE, at(101, 8))));
    assertEnds(taken, at(101, 7));
    assertThat(taken.records(ONE)).containsExactly(other);
    assertThat(taken.nextOffsets()).containsEntry(ONE, at(101, 8));
    assertThat(member.positions).containsOnlyKeys(0);
  }

  @Test
  void aPartitionThatIsForgottenOrGoneIsLeftAlone() {
    poll(at(101, 7), List.of(record(100, 7)));
    ConsumerRecords<byte[], byte[]> markers =
        new ConsumerRecords<>(Map.of(), Map.of(ZERO, at(105, 8)));
    owned.forget();
    assertThat(leaders.endAtChange(markers)).isSameAs(markers);
    owned.revoke(Set.of(0));
    assertThat(leaders.endAtChange(markers)).isSameAs(markers);
    assertThat(member.positions).isEmpty();
  }
}
