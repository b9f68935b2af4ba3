package io.geostream.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  @Test
  void takesTheMiddleOne() {
    assertThat(Statistics.median(List.of(9.0, 1.0, 4.0))).isEqualTo(4);
  }

  @Test
  void takesTheMeanOfTheTwoInTheMiddle() {
    assertThat(Statistics.median(List.of(9.0, 1.0, 4.0, 5.0))).isEqualTo(4.5);
  }

  @Test
  void takesOneFigureOfSeveralThings() {
    assertThat(Statistics.median(List.of("a", "bbb", "cc"), String::length)).isEqualTo(2);
  }

  @Test
  void hasNoneOfNothing() {
    assertThatThrownBy(() -> Statistics.median(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
