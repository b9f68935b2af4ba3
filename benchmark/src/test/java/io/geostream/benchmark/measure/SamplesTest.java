package io.geostream.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {

  private final Samples samples =
      new Samples(
          List.of(
              new Sample(1_000, new ProcessorTime(0, 0, 10, 100), 1_000),
              new Sample(2_000, new ProcessorTime(500, 300, 10, 300), 2_000),
              new Sample(3_000, new ProcessorTime(700, 300, 50, 300), 2_400)));

  @Test
  void takesAStraightLineBetweenTwoLooks() {
    assertThat(samples.within(new Span(1_500, 2_500)))
        .isEqualTo(new ProcessorTime(350, 150, 20, 100));
    assertThat(samples.at(2_500).residentBytes()).isEqualTo(2_200);
  }

  @Test
  void countsNothingBeforeTheFirstLookNorBehindTheLast() {
    assertThat(samples.within(new Span(0, 9_000))).isEqualTo(new ProcessorTime(700, 300, 40, 200));
    assertThat(samples.within(samples.span())).isEqualTo(samples.within(new Span(0, 9_000)));
  }

  @Test
  void sharesAmongReadings() {
    ProcessorTime each = samples.within(samples.span()).per(100);

    assertThat(each).isEqualTo(new ProcessorTime(7, 3, 0.4, 2));
    assertThat(each.sum()).isEqualTo(9.4);
  }
}
