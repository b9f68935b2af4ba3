package io.geostream.stack.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimescaleDbConditionTest {
  @ParameterizedTest
  @CsvSource({"'', false", "false, false", "FALSE, false", "true, true", "yes, true", "1, true"})
  void isRequiredUnlessThePropertyIsEmptyOrFalse(String property, boolean required) {
    assertThat(TimescaleDbCondition.isRequired(property)).isEqualTo(required);
  }

  @ParameterizedTest
  @CsvSource({"2.28.1, timescale", "2.28.3, ''", "2.29.0, timescale", "3.0.0-dev, timescale"})
  void takesACommunityEditionThatIsNewEnough(String version, String license) {
    assertThat(TimescaleDbCondition.lack(version, license)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2.28.0, timescale, 2.28.0", "2.9.3, timescale, 2.9.3", "2.28.3, apache, Apache"})
  void saysWhatKeepsAnotherFromBeingEnough(String version, String license, String reason) {
    assertThat(TimescaleDbCondition.lack(version, license).orElseThrow()).contains(reason);
  }

  @Test
  void countsWhatWasSkipped() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SkippedTests skipped =
        new SkippedTests(new PrintStream(out, true, StandardCharsets.UTF_8))) {
      skipped.add(3);
      skipped.add(1);
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("SKIPPED 4 tests in all");
  }
}
