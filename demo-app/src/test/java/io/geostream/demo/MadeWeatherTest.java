package io.geostream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MadeWeatherTest {

  @Test
  void letsADayPassWhileSomebodyLooksOn() {
    MadeWeather weather = MadeWeather.at(1_000, 42);

    assertThat(weather.flags()).containsExactly("--seed", "42");
    assertThat(weather.description()).endsWith("a day passes in 3 min");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 2, 50_000})
  void keepsToRealTimeWhereThatWouldFlickerOrCrawl(double rate) {
    assertThat(MadeWeather.at(rate, 42).flags()).isEmpty();
  }
}
