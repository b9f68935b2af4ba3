package io.geostream.consumer.write.columnstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DirectCompressTest {

  @ParameterizedTest
  @ValueSource(strings = {"2.28.1", "2.28.3", "2.29.0", "2.100.0", "3.0.0-dev"})
  void worksFromTheVersionOnThatEnforcesConstraints(String version) {
    assertThat(DirectCompress.obstacleOf(version)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.23.0", "2.28.0", "2.28.1-dev", "1.9.9"})
  void isNotUsedBeforeThatVersion(String version) {
    assertThat(DirectCompress.obstacleOf(version))
        .hasValue("TimescaleDB " + version + " is older than 2.28.1");
  }
}
