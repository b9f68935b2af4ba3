package io.geostream.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  @Test
  void takesTheMiddleOne() {
    assertThat(Statistics.median(List.of(9.0, 1.0, 4.0))).hasValue(4);
  }

  @Test
  void takesTheMeanOfTheTwoInTheMiddle() {
    assertThat(Statistics.median(List.of(9.0, 1.0, 4.0, 5.0))).hasValue(4.5);
  }

  @Test
  void hasNoneOfNothing() {
    assertThat(Statistics.median(List.of())).isEmpty();
  }
}
