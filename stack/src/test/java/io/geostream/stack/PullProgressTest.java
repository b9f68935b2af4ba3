package io.geostream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.PullResponseItem;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PullProgressTest {
  private final PullProgress progress = new PullProgress();

  @Test
  void addsUpTheLayersThatAreKnownSoFar() throws Exception {
    assertThat(progress.megabytes()).isEmpty();
    moves(layer("a", "Pulling fs layer"));
    moves(downloading("a", 10, 80));
    moves(downloading("b", 4, 130));
    moves(downloading("a", 30, 80));
    assertThat(progress.megabytes()).isEqualTo(": 34 of 210 MB");
    moves(layer("a", "Download complete"));
    moves(layer("a", "Extracting"));
    assertThat(progress.megabytes()).isEqualTo(": 34 of 210 MB");
  }

  @Test
  void doesNotMoveByStartingAgain() throws Exception {
    moves(downloading("a", 10, 80));
    standsStill(downloading("a", 10, 80));
    standsStill(layer("a", "Retrying in 5 seconds"));
    standsStill(layer("a", "Retrying in 4 seconds"));
    standsStill(downloading("a", 1, 80));
    standsStill(downloading("a", 9, 80));
    moves(downloading("a", 11, 80));
  }

  @Test
  void failsWithWhatTheEngineSays() {
    assertThatThrownBy(
            () ->
                progress.add(
                    item("{\"errorDetail\":{\"message\":\"no space left\"},\"error\":\"x\"}")))
        .isInstanceOf(StackException.class)
        .hasMessage("no space left");
  }

  private void moves(String json) throws Exception {
    assertThat(progress.add(item(json))).as(json).isTrue();
  }

  private void standsStill(String json) throws Exception {
    assertThat(progress.add(item(json))).as(json).isFalse();
  }

  private static String layer(String id, String status) {
    return "{\"status\":\"" + status + "\",\"id\":\"" + id + "\"}";
  }

  private static String downloading(String id, int megabytes, int of) {
    return String.format(
        Locale.ROOT,
        "{\"status\":\"Downloading\",\"id\":\"%s\",\"progressDetail\":{\"current\":%d000000,\"total\":%d000000}}",
        id,
        megabytes,
        of);
  }

  private static PullResponseItem item(String json) throws Exception {
    return new ObjectMapper().readValue(json, PullResponseItem.class);
  }
}
