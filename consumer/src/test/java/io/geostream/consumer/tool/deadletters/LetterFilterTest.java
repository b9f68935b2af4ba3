package io.geostream.consumer.tool.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.consumer.settings.Moment;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

final class LetterFilterTest {

  private static final Letter LETTER =
      Originals.letter(
          1_000, "x-original-topic", "t", "x-original-partition", "2", "x-error-code", "too-old");
  private static final Letter FOREIGN = Originals.letter(1_000);

  @Test
  void sinceIsIncludedAndUntilIsNot() {
    assertThat(between(1_000, 1_001).passes(LETTER)).isTrue();
    assertThat(between(999, 1_000).passes(LETTER)).isFalse();
    assertThat(between(1_001, 2_000).passes(LETTER)).isFalse();
  }

  @Test
  void aLetterHasToSayWhatIsAskedFor() {
    assertThat(LetterFilter.ALL.passes(FOREIGN)).isTrue();
    for (LetterFilter filter :
        new LetterFilter[] {
          new LetterFilter(Set.of("too-old", "too-new"), null, null, Set.of(), null),
          new LetterFilter(Set.of(), null, null, Set.of(1, 2), null),
          new LetterFilter(Set.of(), null, null, Set.of(), "t")
        }) {
      assertThat(filter.passes(LETTER)).as("%s", filter).isTrue();
      assertThat(filter.passes(FOREIGN)).as("%s", filter).isFalse();
    }
    assertThat(new LetterFilter(Set.of("too-new"), null, null, Set.of(), null).passes(LETTER))
        .isFalse();
    assertThat(new LetterFilter(Set.of(), null, null, Set.of(1), null).passes(LETTER)).isFalse();
    assertThat(new LetterFilter(Set.of(), null, null, Set.of(), "u").passes(LETTER)).isFalse();
  }

  @Test
  void aMomentIsATimeWithAnOffsetOrADurationAgo() {
    Instant now = Instant.parse("2026-11-22T20:00:00Z");
    assertThat(Moment.parse("2h").at(now)).isEqualTo(Instant.parse("2026-11-22T18:00:00Z"));
    assertThat(Moment.parse("2026-11-22T20:00:00+05:30").at(now))
        .isEqualTo(Instant.parse("2026-11-22T14:30:00Z"));
    assertThatThrownBy(() -> Moment.parse("2026-11-22T20:00:00"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("offset");
  }

  private static LetterFilter between(long since, long until) {
    return new LetterFilter(
        Set.of(), Instant.ofEpochMilli(since), Instant.ofEpochMilli(until), Set.of(), null);
  }
}
