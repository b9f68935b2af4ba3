package io.geostream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FinalLooksTest {

  private final FinalLooks looks = new FinalLooks();

  @Test
  void takesTheLastLookOfEachGuarantee() {
    List<String> taken = new ArrayList<>();
    looks.put(String.class, () -> taken.add("early"));
    looks.put(Integer.class, () -> taken.add("other"));
    looks.put(String.class, () -> taken.add("late"));

    looks.takeAll();

    assertThat(taken).containsExactlyInAnyOrder("late", "other");
  }

  @Test
  void failsTheTestWhoseLookDoesNotHoldAnyMore() {
    looks.put(String.class, () -> assertThat(2).as("rows").isEqualTo(1));

    assertThatThrownBy(looks::takeAll)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("rows");
  }

  @Test
  void failsTheTestWhoseLookCannotBeTaken() {
    looks.put(
        String.class,
        () -> {
          throw new SQLException("no database");
        });

    assertThatThrownBy(looks::takeAll)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("String")
        .hasRootCauseMessage("no database");
  }
}
