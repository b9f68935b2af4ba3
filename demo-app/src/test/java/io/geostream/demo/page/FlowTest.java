package io.geostream.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowTest {

  @Test
  void keepsTheLastFiguresOfDaemonsThatHaveBeenStopped() {
    Flow last = Flows.of(7, 1_000, 10, false, 48);

    Flow end = Flows.UNKNOWN.atTheEnd(last);

    assertThat(end.deadLetters()).isEqualTo(last.deadLetters());
    assertThat(end.acknowledged()).isEqualTo(last.acknowledged());
    assertThat(end.lag()).isEqualTo(last.lag());
    assertThat(end.in()).hasValue(0);
    assertThat(end.out()).hasValue(0);
  }

  @Test
  void prefersWhatADaemonStillSays() {
    Flow now = Flows.of(0, 1_007, 11, false, 50);

    assertThat(now.atTheEnd(Flows.of(7, 1_000, 10, false, 48))).isEqualTo(now);
  }
}
