package io.geostream.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResidentMemoryTest {

  @Test
  void readsWhatThereIsAndTheMostThereWas() {
    assertThat(
            ResidentMemory.parse(
                "Name:\tjava\nVmPeak:\t 9000000 kB\nVmHWM:\t  400000 kB\nVmRSS:\t  300000 kB\n"))
        .isEqualTo(new ResidentMemory(300_000 * 1_024, 400_000 * 1_024));
  }

  @Test
  void readsNothingOffAProcessThatHasEnded() {
    assertThat(ResidentMemory.parse("Name:\tjava\nState:\tZ (zombie)\n"))
        .isEqualTo(new ResidentMemory(0, 0));
  }
}
