package io.geostream.common.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourcesTest {

  private final List<String> closed = new ArrayList<>();
  private final Resources resources = new Resources();

  @Test
  void closesInReverseOrderAndOnce() {
    resources.add(() -> closed.add("first"));
    resources.add(() -> closed.add("second"));
    resources.add(() -> closed.add("third"));

    resources.close();
    resources.close();

    assertThat(closed).containsExactly("third", "second", "first");
  }

  @Test
  void closesTheOthersWhenOneFails() {
    resources.add(() -> closed.add("first"));
    resources.add(
        () -> {
          throw new IOException("is stuck");
        });
    resources.add(() -> closed.add("third"));

    resources.close();

    assertThat(closed).containsExactly("third", "first");
  }

  @Test
  void givesBackWhatItTakesOver() {
    AutoCloseable resource = () -> closed.add("it");
    assertThat(resources.add(resource)).isSameAs(resource);
    assertThat(closed).isEmpty();
    resources.close();
  }
}
