package io.geostream.consumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.geostream.consumer.write.FaultKind;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

final class TopicInfoTest {

  @Test
  void brokersWithoutAClusterIdAreRefusedAndNotWaitedFor() {
    Throwable refusal = catchThrowable(() -> TopicInfo.of(null, Uuid.ZERO_UUID, 1));
    assertThat(refusal).hasMessageContaining("cluster id");
    assertThat(FaultKind.of(refusal)).isEqualTo(FaultKind.FATAL);
  }
}
