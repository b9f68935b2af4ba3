package io.geostream.consumer.worker;

import static io.geostream.consumer.worker.LoopScene.BRIEFLY;
import static io.geostream.consumer.worker.LoopScene.POLL;
import static io.geostream.consumer.worker.LoopScene.loaded;
import static io.geostream.consumer.worker.TestBatches.advance;
import static io.geostream.consumer.worker.TestBatches.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.worker.Work.LoadPositions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a poll loop loads all positions again: they are fenced, or the log does not have them. */
final class PollLoopReloadTest {

  private final LoopScene scene = new LoopScene();
  private final FakeMember member = scene.member;
  private final Mailbox mailbox = scene.mailbox;
  private final PollLoop loop = scene.loop;

  @BeforeEach
  void own() throws InterruptedException {
    scene.own(Set.of(0, 1));
  }

  @Test
  void aFencedGenerationIsGivenUpAndAllIsLoadedAgain() throws InterruptedException {
    mailbox.offer(rows(0, 100, 105));
    mailbox.report(new Report.Fenced(0));
    assertThat(loop.before()).isEqualTo(BRIEFLY);
    assertThat(member.paused).containsExactly(0, 1);
    assertThat(mailbox.isGivenUp(0)).isTrue();
    scene.load(1, Map.of(0, 105L, 1, 100L));
    assertThat(loop.before()).isEqualTo(POLL);
    assertThat(member.paused).isEmpty();
    assertThat(member.positions.get(0)).isEqualTo(LoopScene.at(105));
  }

  @Test
  void whatWasWrittenBeforeIsCommittedToTheGroupFirst() {
    scene.reportCommitted(100, 103);
    mailbox.report(new Report.Fenced(0));
    loop.before();
    assertThat(member.committedSoon).containsExactly(Map.of(0, advance(100, 103).get(0)));
  }

  @Test
  void aGenerationFencedTwiceIsLoadedAgainOnce() throws InterruptedException {
    mailbox.report(new Report.Fenced(0));
    mailbox.report(new Report.Fenced(0));
    loop.before();
    assertThat(scene.taken()).isEqualTo(new LoadPositions(1, Set.of(0, 1)));
    mailbox.report(new Report.Fenced(0));
    loop.before();
    assertThat(scene.owned.generation()).isEqualTo(1);
    assertThat(scene.taken()).isNull();
  }

  @Test
  void outOfRangeIsPausedUntilAllThatWasReadIsWritten() throws InterruptedException {
    mailbox.offer(rows(0, 100, 105));
    loop.outOfRange();
    assertThat(loop.before()).isEqualTo(BRIEFLY);
    assertThat(member.paused).containsExactly(0, 1);
    scene.taken();
    assertThat(loop.before()).isEqualTo(BRIEFLY);
    assertThat(scene.owned.generation()).as("not given up while it is written").isZero();
    scene.reportCommitted(100, 105);
    mailbox.done();
    assertThat(loop.before()).isEqualTo(BRIEFLY);
    assertThat(member.committedSoon).containsExactly(Map.of(0, advance(100, 105).get(0)));
    scene.load(1, Map.of(0, 105L, 1, 100L));
    assertThat(loop.before()).isEqualTo(POLL);
    assertThat(member.paused).isEmpty();
  }

  @Test
  void whatIsHeldIsGivenUpWithTheGeneration() throws InterruptedException {
    loop.after(LoopScene.polled(25));
    mailbox.report(new Report.Fenced(0));
    loop.before();
    loop.after(ConsumerRecords.empty());
    scene.load(1, Map.of(0, 100L, 1, 100L));
    assertThat(loop.before()).isEqualTo(POLL);
    assertThat(scene.taken()).isNull();
    assertThat(scene.owned.positions()).containsEntry(0, 100L);
  }

  @Test
  void outOfRangeIsPausedUntilWhatIsHeldIsWrittenToo() throws InterruptedException {
    loop.after(LoopScene.polled(15));
    loop.outOfRange();
    scene.taken();
    mailbox.done();
    loop.before();
    assertThat(scene.owned.generation()).as("five are held").isZero();
    loop.after(ConsumerRecords.empty());
    scene.taken();
    mailbox.done();
    loop.before();
    assertThat(scene.owned.generation()).isOne();
  }

  @Test
  void outOfRangeWithoutAnythingToWriteIsLoadedAtOnce() throws InterruptedException {
    loop.outOfRange();
    assertThat(loop.before()).isEqualTo(BRIEFLY);
    assertThat(member.paused).containsExactly(0, 1);
    assertThat(scene.taken()).isEqualTo(new LoadPositions(1, Set.of(0, 1)));
  }

  @Test
  void outOfRangeWithoutRoomDoesNotWaitInThePoll() {
    mailbox.offer(rows(0, 100, 110));
    loop.outOfRange();
    assertThat(loop.before()).isEqualTo(Duration.ZERO);
  }

  @Test
  void outOfRangeIsOverAfterOneLoad() throws InterruptedException {
    loop.outOfRange();
    loop.before();
    scene.load(1, Map.of(0, 100L, 1, 100L));
    loop.before();
    loop.before();
    assertThat(scene.owned.generation()).isEqualTo(1);
    assertThat(scene.taken()).isNull();
  }

  @Test
  void aRevocationMeanwhileLoadsTheRestOnceAndReadsOn() throws InterruptedException {
    mailbox.offer(rows(0, 100, 105));
    loop.outOfRange();
    loop.before();
    member.revoke(Set.of(0));
    loop.before();
    scene.load(1, Map.of(1, 100L));
    assertThat(loop.before()).isEqualTo(POLL);
    assertThat(member.paused).isEmpty();
    assertThat(scene.owned.generation()).isEqualTo(1);
  }

  @Test
  void aLossMeanwhileLoadsTheRestOnceAndReadsOn() throws InterruptedException {
    mailbox.offer(rows(0, 100, 105));
    loop.outOfRange();
    loop.before();
    member.lose(Set.of(0));
    loop.before();
    scene.load(1, Map.of(1, 100L));
    assertThat(loop.before()).isEqualTo(POLL);
    assertThat(member.paused).isEmpty();
  }

  @Test
  void anAssignmentMeanwhileIsLoadedWithAllOthersAgain() throws InterruptedException {
    mailbox.offer(rows(0, 100, 105));
    scene.taken();
    loop.outOfRange();
    loop.before();
    member.assign(Set.of(2));
    loop.before();
    mailbox.done();
    scene.load(0, Map.of(2, 7L));
    loop.before();
    assertThat(scene.taken()).isEqualTo(new LoadPositions(1, Set.of(0, 1, 2)));
    mailbox.report(loaded(1, Map.of(0, 105L, 1, 100L, 2, 7L)));
    mailbox.done();
    assertThat(loop.before()).isEqualTo(POLL);
    assertThat(member.paused).isEmpty();
  }

  @Test
  void aGenerationFencedMeanwhileIsLoadedAgain() throws InterruptedException {
    mailbox.offer(rows(0, 100, 105));
    scene.taken();
    loop.outOfRange();
    loop.before();
    mailbox.report(new Report.Fenced(0));
    mailbox.done();
    loop.before();
    Work load = scene.taken();
    assertThat(load).isEqualTo(new LoadPositions(scene.owned.generation(), Set.of(0, 1)));
    mailbox.report(loaded(scene.owned.generation(), Map.of(0, 105L, 1, 100L)));
    mailbox.done();
    assertThat(loop.before()).isEqualTo(POLL);
    assertThat(member.paused).isEmpty();
  }
}
