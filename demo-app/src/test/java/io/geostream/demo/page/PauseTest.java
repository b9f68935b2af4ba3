package io.geostream.demo.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PauseTest {

  private final Pause pause = new Pause(Duration.ofHours(1));

  @Test
  void pausesAfterAFailureAsAfterASuccess() throws SQLException {
    assertThatThrownBy(
            () ->
                pause.runIfDue(
                    () -> {
                      throw new SQLException("canceled: it took too long");
                    }))
        .isInstanceOf(SQLException.class);
    List<String> done = new ArrayList<>();

    pause.runIfDue(() -> done.add("again"));

    assertThat(done).isEmpty();
  }
}
