package io.geostream.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProcStatTest {

  @Test
  void readsTheTimesBehindANameWithBlanksAndBrackets() {
    ProcStat stat =
        ProcStat.parse(
            "4242 (a (b) c) S 1 4242 4242 0 -1 4194304 100 200 0 0 15 5 700 80 20 0 30 0 12345\n");

    assertThat(stat.ownMicros()).isEqualTo(200_000);
    assertThat(stat.waitedForMicros()).isEqualTo(7_800_000);
  }

  @Test
  void seesWhatThisProcessUses() {
    assumeThat(Files.exists(Path.of("/proc/self/stat"))).isTrue();
    Consumption self = Consumption.ofProcess(ProcessHandle.current().pid());
    long before = self.micros();

    double[] work = new double[50_000];
    while (self.micros() == before) {
      Arrays.setAll(work, Math::sqrt);
    }

    assertThat(self.micros()).isGreaterThan(before);
  }
}
