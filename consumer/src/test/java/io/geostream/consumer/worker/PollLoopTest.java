package io.geostream.consumer.worker;

import static io.geostream.consumer.worker.LoopScene.POLL;
import static io.geostream.consumer.worker.TestBatches.advance;
import static io.geostream.consumer.worker.TestBatches.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.batch.Records;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a poll loop does from poll to poll. */
final class PollLoopTest {

  private static final TopicPartition ZERO = new TopicPartition("readings", 0);

  private final LoopScene scene = new LoopScene();
  private final FakeMember member = scene.member;
  private final PollLoop loop = scene.loop;

  @BeforeEach
  void own() throws InterruptedException {
    scene.own(Set.of(0, 1));
  }

  @Test
  void whatWasPolledIsLeftForTheWriter() throws InterruptedException {
    loop.after(LoopScene.polled(1));
    assertThat(scene.taken())
        .isInstanceOfSatisfying(
            Work.WriteBatch.class,
            work -> assertThat(work.batch().advances()).isEqualTo(advance(100, 101)));
    assertThat(scene.owned.positions()).containsEntry(0, 101L);
  }

  @Test
  void whatIsOfAnotherLeaderIsReadAgainOnceThePositionIsValidated() throws InterruptedException {
    loop.after(LoopScene.polled(1));
    loop.after(
        new ConsumerRecords<>(
            Map.of(ZERO, List.of(Records.record(0, 101, Optional.of(8)))),
            Map.of(ZERO, new OffsetAndMetadata(102, Optional.of(8), ""))));
    assertThat(member.positions).containsEntry(0, LoopScene.at(101));
    assertThat(scene.owned.positions()).containsEntry(0, 101L);
    assertThat(scene.taken())
        .isInstanceOfSatisfying(
            Work.WriteBatch.class,
            work -> assertThat(work.batch().advances()).isEqualTo(advance(100, 101)));
    assertThat(scene.taken()).isNull();
  }

  @Test
  void withoutRoomAllIsPausedAndThePollWaitsForNothing() throws InterruptedException {
    scene.mailbox.offer(rows(0, 100, 110));
    assertThat(loop.before()).isEqualTo(Duration.ZERO);
    assertThat(member.paused).containsExactly(0, 1);
    scene.taken();
    assertThat(loop.before()).isEqualTo(POLL);
    assertThat(member.paused).isEmpty();
  }

  @Test
  void nothingIsPolledWhileRecordsAreHeld() throws InterruptedException {
    loop.after(LoopScene.polled(TestBatches.LIMITS.rows() + 1));
    assertThat(loop.before()).isEqualTo(Duration.ZERO);
    scene.taken();
    assertThat(loop.before()).as("there is room, but for these").isEqualTo(Duration.ZERO);
    assertThat(member.paused).containsExactly(0, 1);
    loop.after(ConsumerRecords.empty());
    assertThat(loop.before()).isEqualTo(POLL);
    assertThat(member.paused).isEmpty();
  }

  @Test
  void onceThereIsRoomOnlyWhatIsLoadedIsReadOn() throws InterruptedException {
    scene.mailbox.offer(rows(0, 100, 110));
    loop.before();
    member.assign(Set.of(2));
    loop.before();
    scene.taken();
    scene.taken();
    loop.before();
    assertThat(member.paused).containsExactly(2);
  }

  @Test
  void whatIsWrittenIsCommittedToTheGroupOnceASecond() {
    scene.reportCommitted(100, 103);
    loop.before();
    scene.nanoTime.addAndGet(Duration.ofSeconds(1).toNanos() - 1);
    loop.after(ConsumerRecords.empty());
    assertThat(member.committedSoon).isEmpty();
    scene.nanoTime.incrementAndGet();
    loop.after(ConsumerRecords.empty());
    assertThat(member.committedSoon).containsExactly(Map.of(0, advance(100, 103).get(0)));
    scene.reportCommitted(103, 104);
    loop.before();
    loop.after(ConsumerRecords.empty());
    assertThat(member.committedSoon).hasSize(1);
    scene.passASecond();
    assertThat(member.committedSoon).hasSize(2);
    scene.passASecond();
    assertThat(member.committedSoon).as("nothing new").hasSize(2);
  }

  @Test
  void theMetricsAreUpdatedOnceASecond() {
    scene.reportCommitted(100, 103);
    loop.before();
    member.lags.put(0, 7L);
    scene.ends.are(Map.of(1, 140L));
    scene.passASecond();
    assertThat(scene.gauge("geostream_stored_offset", "partition", "0")).isEqualTo(103);
    assertThat(scene.gauge("geostream_end_offset", "partition", "0")).isEqualTo(107);
    assertThat(scene.gauge("kafka_queue_size", "partition", "0")).isEqualTo(4);
    assertThat(scene.gauge("geostream_end_offset", "partition", "1")).isEqualTo(140);
    assertThat(scene.gauge("kafka_queue_size", "partition", "1")).isEqualTo(40);
  }

  @Test
  void theLagThatTheClientSeesAtAPlaceholderIsNotTaken() {
    scene.passASecond();
    member.revoke(Set.of(1));
    member.lags.put(0, 5_000_000L);
    scene.passASecond();
    assertThat(scene.gauge("geostream_end_offset", "partition", "0")).isEqualTo(100);
  }

  @Test
  void atTheEndWhatIsWrittenIsCommittedToTheGroupAtOnce() {
    scene.reportCommitted(100, 103);
    scene.mailbox.report(new Report.Fenced(0));
    loop.end();
    assertThat(member.committedNow).containsExactly(Map.of(0, advance(100, 103).get(0)));
    assertThat(member.committedSoon).isEmpty();
  }
}
