package io.geostream.consumer.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LetterKeepingTest {

  private static final Map<String, String> AS_MADE =
      Map.of(
          "cleanup.policy",
          "delete",
          "retention.ms",
          "2592000000",
          "retention.bytes",
          "-1",
          "max.message.bytes",
          "32768");

  @Test
  void aTopicAsItIsMadeKeepsLetters() {
    assertThat(with("retention.ms", "2592000000").warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "retention.ms, 2591999999, 29d 23h",
    "retention.ms, 0, 0s",
    "retention.bytes, 1000000000, '1,000,000,000'",
    "retention.bytes, 0, retention.bytes",
    "max.message.bytes, 32767, 32768"
  })
  void warnsOfWhatLosesLettersOrDoesNotTakeThem(String key, String value, String said) {
    assertThat(with(key, value).warnings()).singleElement().asString().contains("x", key, said);
  }

  @ParameterizedTest
  @CsvSource({"retention.ms, -1", "max.message.bytes, 2147483647"})
  void takesWhatKeepsThemLonger(String key, String value) {
    assertThat(with(key, value).warnings()).isEmpty();
  }

  @Test
  void retentionDoesNotMatterWhereNothingIsDeleted() {
    Map<String, String> configs = new HashMap<>(AS_MADE);
    configs.put("cleanup.policy", "");
    configs.put("retention.bytes", "1");
    assertThat(new LetterKeeping("x", configs).warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"compact", "compact,delete", "delete, compact"})
  void refusesCompaction(String policy) {
    assertThatThrownBy(() -> with("cleanup.policy", policy).refuseCompaction())
        .isInstanceOf(LetterTopicException.class)
        .hasMessageContaining("cleanup.policy=" + policy);
    with("cleanup.policy", "delete").refuseCompaction();
  }

  private static LetterKeeping with(String key, String value) {
    Map<String, String> configs = new HashMap<>(AS_MADE);
    configs.put(key, value);
    return new LetterKeeping("x", configs);
  }
}
