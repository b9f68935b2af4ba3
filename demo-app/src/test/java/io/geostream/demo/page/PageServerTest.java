package io.geostream.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.http.Listening;
import io.geostream.demo.actions.DatabaseSwitch;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PageServerTest {

  private final AtomicBoolean isBroken = new AtomicBoolean();
  private final Viewers viewers = new Viewers();
  private final PageState state = new PageState(Clock.systemUTC(), viewers);

  @Test
  void answersWithTheFaultOfAPart() throws Exception {
    state.begin(new RunFacts(1, 1, "PostgreSQL", false, "made"), this::status);
    try (PageServer server =
        new PageServer(
            Listening.on("127.0.0.1", 0),
            new RequestGuard("127.0.0.1"),
            state,
            viewers,
            new PageActions(state, Clock.systemUTC()))) {
      isBroken.set(true);

      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:" + server.port() + "/events"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).contains("the switch is broken");
    }
  }

  private DatabaseSwitch.Status status() {
    if (isBroken.get()) {
      throw new IllegalStateException("the switch is broken");
    }
    return new DatabaseSwitch.Status(DatabaseSwitch.Phase.RUNNING, Duration.ZERO, "");
  }
}
