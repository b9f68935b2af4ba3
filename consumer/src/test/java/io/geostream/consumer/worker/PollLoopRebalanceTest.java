package io.geostream.consumer.worker;

import static io.geostream.consumer.worker.LoopScene.BRIEFLY;
import static io.geostream.consumer.worker.LoopScene.POLL;
import static io.geostream.consumer.worker.TestBatches.advance;
import static io.geostream.consumer.worker.TestBatches.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.consumer.worker.Work.LoadPositions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a poll loop hands partitions over, and what it does with those that remain. */
final class PollLoopRebalanceTest {

  private final LoopScene scene = new LoopScene();
  private final FakeMember member = scene.member;
  private final FakeUnderWay writer = scene.writer;
  private final PollLoop loop = scene.loop;

  @BeforeEach
  void own() throws InterruptedException {
    scene.own(Set.of(0, 1));
  }

  @Test
  void aRevocationWaitsTwoSecondsAtMostForTheWriteUnderWay() {
    member.revoke(Set.of(0, 1));
    assertThat(writer.waits).containsExactly(Duration.ofSeconds(2));
    assertThat(writer.cancels).isZero();
  }

  @Test
  void aRevocationCancelsAWriteThatTakesLonger() {
    writer.idle = false;
    member.revoke(Set.of(0, 1));
    assertThat(writer.cancels).isEqualTo(1);
    assertThat(writer.aborts).isZero();
  }

  @Test
  void whatIsWrittenUntilTheRevocationEndsIsCommittedToTheGroup() {
    scene.reportCommitted(100, 103);
    writer.meanwhile = () -> scene.reportCommitted(103, 105);
    member.revoke(Set.of(0, 1));
    assertThat(member.committedNow).containsExactly(Map.of(0, advance(103, 105).get(0)));
  }

  @Test
  void aRevocationWithoutAWriteCommitsNothing() {
    member.revoke(Set.of(0, 1));
    assertThat(member.committedNow).isEmpty();
    assertThat(member.committedSoon).isEmpty();
  }

  @Test
  void whatWaitsIsGivenUpBeforeTheWriterIsWaitedFor() {
    scene.mailbox.offer(rows(0, 100, 105));
    boolean[] givenUp = new boolean[1];
    writer.meanwhile =
        () -> givenUp[0] = scene.mailbox.isGivenUp(0) && scene.mailbox.isAllWritten();
    member.revoke(Set.of(0));
    assertThat(givenUp[0]).isTrue();
  }

  @Test
  void theRemainingPartitionsAreLoadedAgain() throws InterruptedException {
    member.revoke(Set.of(0));
    assertThat(member.paused).containsExactly(1);
    assertThat(loop.before()).isEqualTo(BRIEFLY);
    scene.load(1, Map.of(1, 104L));
    assertThat(loop.before()).isEqualTo(POLL);
    assertThat(member.paused).isEmpty();
    assertThat(member.positions.get(1)).isEqualTo(LoopScene.at(104));
  }

  @Test
  void aRequestUnderWayIsReplaced() throws InterruptedException {
    member.assign(Set.of(2));
    loop.before();
    member.revoke(Set.of(0));
    assertThat(scene.taken()).isNull();
    loop.before();
    assertThat(scene.taken()).isEqualTo(new LoadPositions(1, Set.of(1, 2)));
  }

  @Test
  void aPartitionThatComesBackIsLoadedLikeANewOne() throws InterruptedException {
    member.revoke(Set.of(0, 1));
    member.assign(Set.of(0));
    assertThat(member.placeholders).containsExactly(0);
    loop.before();
    assertThat(scene.taken()).isEqualTo(new LoadPositions(1, Set.of(0)));
  }

  @Test
  void whatIsWrittenAfterTheHandoverIsNotCommittedToTheGroup() {
    member.revoke(Set.of(0));
    scene.reportCommitted(100, 105);
    loop.before();
    scene.passASecond();
    assertThat(member.committedSoon).isEmpty();
  }

  @Test
  void whatElseIsReportedOfTheGenerationGivenUpIsNotActedUpon() {
    scene.reportCommitted(100, 103);
    writer.meanwhile =
        () -> {
          scene.mailbox.report(LoopScene.loaded(0, Map.of(1, 999L)));
          scene.mailbox.report(new Report.Fenced(0));
        };
    member.revoke(Set.of(0));
    assertThat(member.positions).isEqualTo(Map.of(1, LoopScene.at(100)));
    assertThat(scene.owned.generation()).isEqualTo(1);
    assertThat(member.committedSoon).isEmpty();
    assertThat(member.committedNow).hasSize(1);
  }

  @Test
  void aRevocationThatIsInterruptedEndsThePoll() {
    writer.interrupted = true;
    assertThatThrownBy(() -> member.revoke(Set.of(0))).isInstanceOf(InterruptException.class);
    assertThat(Thread.interrupted()).as("the interruption is passed on").isTrue();
  }

  @Test
  void aLossWaitsForNothingAndCommitsNothing() {
    scene.reportCommitted(100, 105);
    member.lose(Set.of(0));
    assertThat(writer.waits).containsExactly(Duration.ZERO);
    assertThat(writer.cancels).isZero();
    scene.passASecond();
    assertThat(member.committedNow).isEmpty();
    assertThat(member.committedSoon).isEmpty();
  }

  @Test
  void aLossCancelsTheWriteUnderWayAndDropsWhatWaits() {
    writer.idle = false;
    scene.mailbox.offer(rows(0, 100, 105));
    member.lose(Set.of(0, 1));
    assertThat(writer.cancels).isEqualTo(1);
    assertThat(scene.mailbox.isAllWritten()).isTrue();
  }

  @Test
  void afterALossTheRemainingPartitionsAreLoadedAgain() throws InterruptedException {
    member.lose(Set.of(1));
    assertThat(member.paused).containsExactly(0);
    loop.before();
    assertThat(scene.taken()).isEqualTo(new LoadPositions(1, Set.of(0)));
  }

  @Test
  void handoversAndLossesAreCounted() {
    member.revoke(Set.of(0));
    member.lose(Set.of(1));
    assertThat(scene.gauge("geostream_assigned_partitions")).isZero();
    assertThat(scene.count("geostream_rebalances", "event", "assigned")).isEqualTo(1);
    assertThat(scene.count("geostream_rebalances", "event", "revoked")).isEqualTo(1);
    assertThat(scene.count("geostream_rebalances", "event", "lost")).isEqualTo(1);
  }
}
