package io.geostream.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {

  private final Samples samples =
      new Samples(
          List.of(
              new Sample(1_000, 0, 10, 100),
              new Sample(2_000, 500, 10, 300),
              new Sample(3_000, 700, 50, 300)));

  @Test
  void takesAStraightLineBetweenTwoLooks() {
    assertThat(samples.within(new Span(1_500, 2_500))).isEqualTo(new ProcessorTime(350, 20, 100));
  }

  @Test
  void countsNothingBeforeTheFirstLookNorBehindTheLast() {
    assertThat(samples.within(new Span(0, 9_000))).isEqualTo(new ProcessorTime(700, 40, 200));
  }

  @Test
  void sharesAmongReadings() {
    assertThat(samples.within(new Span(1_000, 3_000)).per(100))
        .isEqualTo(new ProcessorTime(7, 0.4, 2));
  }
}
