package io.geostream.consumer.tool.offsets;

import static io.geostream.consumer.tool.offsets.PartitionStateTest.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.settings.SettingException;
import io.geostream.consumer.kafka.TopicInfo;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResetPlanTest {

  private static final Uuid TOPIC = Uuid.randomUuid();
  private static final LogRange LOG = new LogRange(100, 500, 500);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "300 | 300 | skips none                                      | false",
        "300 | 100 | reads 200 again                                 | true",
        "300 | 500 | skips 200                                       | false",
        "40  | 100 | skips none; 60 were deleted before they were read | false",
        "40  | 150 | skips 50; 60 were deleted before they were read   | false",
        "507 | 500 | skips none; 7 in the table are gone from Kafka    | false",
        "507 | 490 | reads 10 again; 7 in the table are gone from Kafka | true",
      })
  void saysWhatComesOfIt(long stored, long to, String meaning, boolean readsAgain) {
    Change change = only(plan(Map.of(0, row(stored, TOPIC.toString())), new ResetTo.Exactly(to)));
    assertThat(change.next()).isEqualTo(to);
    assertThat(change.meaning()).isEqualTo(meaning);
    assertThat(change.readsAgain()).isEqualTo(readsAgain);
  }

  @Test
  void nothingIsReadAgainWhereNothingOfThisTopicIsStored() {
    Change without = only(plan(Map.of(), new ResetTo.Earliest()));
    assertThat(without.meaning()).isEqualTo("begins here");
    assertThat(without.readsAgain()).isFalse();
    Change recreated = only(plan(Map.of(0, row(300, "before")), new ResetTo.Earliest()));
    assertThat(recreated.meaning()).contains("of a topic that is gone");
    assertThat(recreated.readsAgain()).isFalse();
    assertThat(recreated.topicId()).isEqualTo(TOPIC.toString());
  }

  @ParameterizedTest
  @CsvSource({"99", "501"})
  void refusesAnOffsetThatTheLogDoesNotHold(long to) {
    assertThatThrownBy(() -> plan(Map.of(), new ResetTo.Exactly(to)))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            String.format(Locale.ROOT, "--to: %d is outside 100…500, the log of partition 0", to));
    assertThatThrownBy(() -> plan(Map.of(0, row(to, TOPIC.toString())), new ResetTo.Stored()))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("100…500");
  }

  @Test
  void staysOnlyWhereSomethingOfThisTopicIsStored() {
    assertThat(only(plan(Map.of(0, row(300, TOPIC.toString())), new ResetTo.Stored())).next())
        .isEqualTo(300);
    assertThatThrownBy(() -> plan(Map.of(), new ResetTo.Stored()))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("nothing is stored for partition 0");
    assertThatThrownBy(() -> plan(Map.of(0, row(300, "before")), new ResetTo.Stored()))
        .isInstanceOf(SettingException.class);
  }

  @Test
  void aTimeWithoutARecordSinceIsTheEnd() {
    ResetTo time = new ResetTo.Time(Instant.EPOCH);
    Snapshot snapshot = snapshot(Map.of());
    ResetPlan plan = ResetPlan.of(snapshot, Set.of(0, 1), time, Map.of(0, 250L));
    assertThat(plan.offsets()).isEqualTo(Map.of(0, 250L, 1, 500L));
  }

  @Test
  void takesAllPartitionsThatThereAreOrTheChosenOnes() {
    Snapshot snapshot = snapshot(Map.of(7, row(300, "before")));
    assertThat(ResetPlan.chosen(snapshot, List.of())).containsExactly(0, 1);
    assertThat(ResetPlan.chosen(snapshot, List.of(1, 1))).containsExactly(1);
    assertThatThrownBy(() -> ResetPlan.chosen(snapshot, List.of(1, 7)))
        .isInstanceOf(SettingException.class)
        .hasMessage("--partition: 7 is outside 0…1, the partitions of the topic");
  }

  @Test
  void someOfManyAreNotSetForAGroupThatHasNothing() {
    assertThatThrownBy(() -> ResetPlan.chosen(snapshot(Map.of()), List.of(1)))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("--partition: the group has no offsets yet");
  }

  private static Change only(ResetPlan plan) {
    assertThat(plan.changes()).hasSize(1);
    return plan.changes().get(0);
  }

  private static ResetPlan plan(Map<Integer, OffsetRow> rows, ResetTo target) {
    return ResetPlan.of(snapshot(rows), Set.of(0), target, Map.of());
  }

  private static Snapshot snapshot(Map<Integer, OffsetRow> rows) {
    return new Snapshot(
        new TopicInfo("cluster", TOPIC, 2),
        new TreeMap<>(Map.of(0, LOG, 1, LOG)),
        new StoredRows(new TreeMap<>(rows), List.of()));
  }
}
