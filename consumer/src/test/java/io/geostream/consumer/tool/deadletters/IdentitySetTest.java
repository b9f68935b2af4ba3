package io.geostream.consumer.tool.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class IdentitySetTest {

  @Test
  void offsetsAreKeptWhateverTheirOrderAndNumber() {
    Random random = new Random(1);
    OffsetSet set = new OffsetSet();
    Set<Long> expected = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      long offset = i % 3 == 0 ? i : random.nextLong(1L << (1 + random.nextInt(62)));
      assertThat(set.add(offset)).isEqualTo(expected.add(offset));
    }
    for (long offset = 0; offset < 100_000; offset++) {
      assertThat(set.contains(offset)).isEqualTo(expected.contains(offset));
    }
    assertThat(expected).allMatch(set::contains);
  }

  @Test
  void eachPartOfAnIdentityCounts() {
    IdentitySet set = new IdentitySet();
    assertThat(set.add(new LetterIdentity("c", "i", "t", 1, 0))).isTrue();
    assertThat(set.add(new LetterIdentity("c", "i", "t", 1, 0))).isFalse();
    assertThat(set.contains(new LetterIdentity("c", "i", "t", 1, 0))).isTrue();
    for (LetterIdentity other :
        new LetterIdentity[] {
          new LetterIdentity("d", "i", "t", 1, 0),
          new LetterIdentity("c", "j", "t", 1, 0),
          new LetterIdentity("c", "i", "u", 1, 0),
          new LetterIdentity("c", "i", "t", 2, 0),
          new LetterIdentity("c", "i", "t", 1, 1)
        }) {
      assertThat(set.contains(other)).as("%s", other).isFalse();
    }
    assertThat(set.size()).isOne();
  }
}
