package io.geostream.producer.station;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HundredthsTest {

  @Test
  void roundsToTheNearest() {
    assertThat(Hundredths.rounded(12.344)).isEqualTo(12.34);
    assertThat(Hundredths.rounded(12.346)).isEqualTo(12.35);
    assertThat(Hundredths.rounded(-0.126)).isEqualTo(-0.13);
  }

  @Test
  void isNotSureCloseToTheMiddle() {
    assertThat(Hundredths.isClear(12.34)).isTrue();
    assertThat(Hundredths.isClear(12.345)).isFalse();
    assertThat(Hundredths.isClear(12.345 + 9e-9)).isFalse();
    assertThat(Hundredths.isClear(12.345 - 9e-9)).isFalse();
    assertThat(Hundredths.isClear(12.345 + 2e-8)).isTrue();
    assertThat(Hundredths.isClear(12.345 - 2e-8)).isTrue();
  }
}
