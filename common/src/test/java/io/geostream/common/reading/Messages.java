package io.geostream.common.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.decode.BadRecord;

/** What every message about a bad record has to be. */
final class Messages {

  private static final int LONGEST = 501;

  private Messages() {}

  static void assertPresentable(BadRecord bad) {
    String message = bad.message();
    assertThat(message).isNotBlank();
    assertThat(message)
        .as("advice to programmers")
        .doesNotContain("Source:", "JsonReadFeature", "StreamRead");
    assertThat(message.length()).isLessThanOrEqualTo(LONGEST);
    assertThat(message.codePoints().allMatch(Messages::isPrintable)).as(message).isTrue();
  }

  private static boolean isPrintable(int codePoint) {
    return !Character.isISOControl(codePoint)
        && codePoint != 0x2028
        && codePoint != 0x2029
        && Character.getType(codePoint) != Character.SURROGATE;
  }
}
