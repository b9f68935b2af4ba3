package io.geostream.producer.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SineTest {

  @Test
  void isNeverOffByMoreThanItSays() {
    double worst =
        IntStream.rangeClosed(-1_000_000, 1_000_000)
            .mapToDouble(i -> i / 999_983.0)
            .map(turns -> Math.abs(Sine.QUICK.ofTurns(turns) - Sine.EXACT.ofTurns(turns)))
            .max()
            .orElseThrow();
    assertThat(worst).isBetween(1e-15, Sine.QUICK_ERROR);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.125, -0.125, 0.25, -0.25, 0.5, -0.5, 0.75, 1, -1, 123_456.75})
  void isTheSineOfTurns(double turns) {
    double expected = Math.sin(2 * Math.PI * turns);
    assertThat(Sine.EXACT.ofTurns(turns)).isCloseTo(expected, within(1e-9));
    assertThat(Sine.QUICK.ofTurns(turns)).isCloseTo(expected, within(1e-9));
  }
}
