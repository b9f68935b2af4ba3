package io.geostream.consumer.write.columnstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DirectCompressTest {

  @ParameterizedTest
  @ValueSource(strings = {"2.28.1", "2.28.3", "2.29.0", "2.100.0", "3.0.0-dev"})
  void worksFromTheVersionOnThatEnforcesConstraints(String version) {
    assertThat(new DirectCompress(version, true, 1, List.of(), List.of(), null).obstacle())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.23.0", "2.28.0", "2.28.1-dev", "1.9.9"})
  void isNotUsedBeforeThatVersion(String version) {
    assertThat(new DirectCompress(version, true, 1, List.of(), List.of(), null).obstacle())
        .hasValue("TimescaleDB " + version + " is older than 2.28.1");
  }
}
