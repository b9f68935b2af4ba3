package io.geostream.consumer.worker;

import static io.geostream.consumer.worker.LoopScene.BRIEFLY;
import static io.geostream.consumer.worker.LoopScene.POLL;
import static io.geostream.consumer.worker.LoopScene.at;
import static io.geostream.consumer.worker.LoopScene.loaded;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.worker.Work.LoadPositions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How partitions come to a poll loop and are read from their stored offsets. */
final class PollLoopAssignmentTest {

  private final LoopScene scene = new LoopScene();
  private final FakeMember member = scene.member;
  private final PollLoop loop = scene.loop;

  @Test
  void withoutPartitionsItPollsForTheGroup() throws InterruptedException {
    assertThat(loop.before()).isEqualTo(POLL);
    assertThat(scene.taken()).isNull();
  }

  @Test
  void nothingIsReadBeforeTheStoredOffsetsAreLoaded() throws InterruptedException {
    member.assign(Set.of(0, 1));
    assertThat(member.paused).containsExactly(0, 1);
    assertThat(member.placeholders).as("the group's own commits are not used").hasSize(2);
    assertThat(loop.before()).isEqualTo(BRIEFLY);
    assertThat(member.paused).containsExactly(0, 1);
    assertThat(scene.taken()).isEqualTo(new LoadPositions(0, Set.of(0, 1)));
    assertThat(scene.gauge("geostream_assigned_partitions")).isEqualTo(2);
  }

  @Test
  void offsetsAreAskedForOnce() throws InterruptedException {
    member.assign(Set.of(0));
    loop.before();
    scene.taken();
    assertThat(loop.before()).isEqualTo(BRIEFLY);
    assertThat(scene.taken()).isNull();
  }

  @Test
  void readsOnAtTheStoredOffsetsOnceTheyAreLoaded() throws InterruptedException {
    member.assign(Set.of(0, 1));
    loop.before();
    scene.load(0, Map.of(0, 50L, 1, 60L));
    assertThat(loop.before()).isEqualTo(POLL);
    assertThat(member.positions).isEqualTo(Map.of(0, at(50), 1, at(60)));
    assertThat(member.paused).isEmpty();
    assertThat(scene.owned.positions()).isEqualTo(Map.of(0, 50L, 1, 60L));
  }

  @Test
  void whatIsLoadedWhileThereIsNoRoomStaysPausedUntilThereIs() throws InterruptedException {
    scene.own(Set.of(0));
    scene.mailbox.offer(TestBatches.rows(0, 100, 110));
    loop.before();
    member.assign(Set.of(1));
    loop.before();
    scene.load(0, Map.of(1, 60L));
    loop.before();
    assertThat(member.positions).containsEntry(1, at(60));
    assertThat(member.paused).containsExactly(0, 1);
    scene.taken();
    loop.before();
    assertThat(member.paused).isEmpty();
  }

  @Test
  void partitionsThatAreAddedLeaveTheOthersReading() throws InterruptedException {
    scene.own(Set.of(0));
    member.assign(Set.of(1));
    assertThat(loop.before()).isEqualTo(BRIEFLY);
    assertThat(member.paused).containsExactly(1);
    assertThat(scene.taken()).isEqualTo(new LoadPositions(0, Set.of(1)));
  }

  @Test
  void partitionsThatAreAddedDuringALoadAreAskedForWithThoseNotLoadedYet()
      throws InterruptedException {
    member.assign(Set.of(0));
    loop.before();
    member.assign(Set.of(1));
    loop.before();
    assertThat(scene.taken()).isEqualTo(new LoadPositions(0, Set.of(0, 1)));
  }

  @Test
  void whatWasLoadedForAnotherGenerationOrPartitionIsNotTaken() throws InterruptedException {
    scene.own(Set.of(0, 1));
    member.revoke(Set.of(1));
    loop.before();
    scene.mailbox.report(loaded(0, Map.of(0, 999L)));
    scene.mailbox.report(loaded(1, Map.of(1, 999L)));
    assertThat(loop.before()).isEqualTo(BRIEFLY);
    assertThat(member.positions).isEqualTo(Map.of(0, at(100)));
    assertThat(member.paused).containsExactly(0);
  }
}
