package io.geostream.consumer.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LogComparisonTest {

  @ParameterizedTest
  @CsvSource({
    "99,  CUT",
    "100, FITS",
    "300, FITS",
    "500, FITS",
    "501, BEYOND_END",
  })
  void anOffsetFitsFromTheFirstRecordToTheEnd(long next, LogComparison expected) {
    assertThat(compared(next, "now")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"99", "300", "501"})
  void anOffsetOfAnotherTopicFitsNowhere(long next) {
    assertThat(compared(next, "before")).isEqualTo(LogComparison.OTHER_TOPIC);
  }

  /** With a log of 100…500. */
  private static LogComparison compared(long next, String topicId) {
    return LogComparison.of(new StoredOffset(next, Optional.empty(), topicId), "now", 100, 500);
  }
}
