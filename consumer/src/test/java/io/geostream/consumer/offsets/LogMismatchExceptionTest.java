package io.geostream.consumer.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.kafka.TopicInfo;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

final class LogMismatchExceptionTest {

  private static final OffsetKey KEY =
      new OffsetKey("group", "cluster-1", "topic", Uuid.randomUuid());

  @Test
  void tellsAnotherClusterFromARecreatedTopic() {
    assertThat(otherTopic("cluster-1"))
        .hasMessageContaining("was recreated")
        .hasMessageEndingWith("offsets reset --topic topic --group group --to earliest --execute");
    assertThat(otherTopic("cluster-2"))
        .hasMessageContaining("another cluster")
        .hasMessageContaining("cluster-1")
        .hasMessageContaining("cluster-2")
        .hasMessageNotContaining("recreated")
        .hasMessageNotContaining("offsets reset");
  }

  private static LogMismatchException otherTopic(String clusterId) {
    return LogMismatchException.otherTopic(
        KEY, KEY.topicId().toString(), new TopicInfo(clusterId, Uuid.randomUuid(), 1));
  }

  @Test
  void aLogThatGrewAgainHasTwoWaysOnWhereItIsKnownSinceWhen() {
    TopicPartition known = new TopicPartition("topic", 5);
    TopicPartition unknown = new TopicPartition("topic", 2);
    assertThat(
            LogMismatchException.truncated(
                KEY,
                Map.of(known, 500L, unknown, 500L),
                Map.of(known, new OffsetAndMetadata(450)),
                Map.of(known, 600L)))
        .hasMessageStartingWith("topic-2, topic-5: the log was cut")
        .hasMessageContaining("--to stored --partition 2 --partition 5 --execute;")
        .hasMessageEndingWith("--to 450 --partition 5 --execute");
  }

  @Test
  void aLogThatIsShorterThanWhatWasReadGoesOnAtItsEnd() {
    TopicPartition cut = new TopicPartition("topic", 5);
    assertThat(
            LogMismatchException.truncated(
                KEY, Map.of(cut, 800L), Map.of(cut, new OffsetAndMetadata(450)), Map.of(cut, 500L)))
        .hasMessageContaining("topic-5 ends at 500 now")
        .hasMessageContaining("--to 500 --partition 5 --execute;")
        .hasMessageNotContaining("--to stored")
        .hasMessageEndingWith("--to 450 --partition 5 --execute");
  }
}
