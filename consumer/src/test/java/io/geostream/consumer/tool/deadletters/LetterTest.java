package io.geostream.consumer.tool.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.consumer.deadletter.LetterHeader;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LetterTest {

  @Test
  void onlyTheLastHeaderOfEachNameIsOurs() {
    Letter letter =
        Originals.letter(
            0,
            "x-error-code",
            "its own",
            "trace",
            "1",
            "x-original-topic",
            "its own",
            "x-original-cluster-id",
            "its own",
            "x-original-topic",
            "readings",
            "x-original-partition",
            "3",
            "x-original-offset",
            "17",
            "x-error-code",
            "too-old",
            "x-original-topic-id",
            "T");
    assertThat(original(letter))
        .containsExactly(
            "x-error-code=its own",
            "trace=1",
            "x-original-topic=its own",
            "x-original-cluster-id=its own");
    assertThat(letter.text(LetterHeader.CODE)).isEqualTo("too-old");
    assertThat(letter.identity()).isEqualTo(new LetterIdentity("", "T", "readings", 3, 17));
  }

  @Test
  void aLetterWithoutIdsHasAnIdentityByName() {
    assertThat(
            Originals.letter(
                    0,
                    "x-original-topic",
                    "readings",
                    "x-original-partition",
                    "3",
                    "x-original-offset",
                    "17")
                .identity())
        .isEqualTo(new LetterIdentity("", "", "readings", 3, 17));
  }

  @Test
  void aRecordThatIsNoLetterHasNoIdentityAndKeepsItsHeaders() {
    Letter letter = Originals.letter(0, "trace", "1", "x-original-offset", "many");
    assertThat(letter.identity()).isNull();
    assertThat(letter.offset()).isNull();
    assertThat(original(letter)).containsExactly("trace=1");
    assertThat(Originals.letter(0).identity()).isNull();
  }

  @Test
  void anIdentityIsReadBackFromItsKey() throws IOException {
    LetterIdentity identity = new LetterIdentity("c\"1", "", "readings", 3, Long.MAX_VALUE - 1);
    assertThat(LetterIdentity.ofKey(identity.toKey())).isEqualTo(identity);
    for (String other : List.of("", "x", "[]", "[\"c\",\"i\",\"t\",1]", "[1,2,3,4,5]")) {
      assertThatThrownBy(() -> LetterIdentity.ofKey(other.getBytes(UTF_8)))
          .as(other)
          .isInstanceOf(IOException.class);
    }
  }

  private static List<String> original(Letter letter) {
    return letter.original().stream()
        .map(header -> header.key() + "=" + new String(header.value(), UTF_8))
        .toList();
  }
}
