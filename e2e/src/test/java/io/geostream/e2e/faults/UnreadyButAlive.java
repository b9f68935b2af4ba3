package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.geostream.stack.testing.Program;
import java.io.IOException;
import java.net.http.HttpResponse;

/** While a server is away, a daemon is not ready, says why, and lives. */
final class UnreadyButAlive {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final Program program;

  UnreadyButAlive(Program program) {
    this.program = program;
  }

  /** Waits until it has noticed. */
  void becauseOf(String server) throws IOException, InterruptedException {
    await()
        .atMost(Program.LONG)
        .untilAsserted(
            () -> {
              HttpResponse<String> ready = program.get("/health/ready");
              assertThat(ready.statusCode()).as("readiness").isEqualTo(UNAVAILABLE);
              assertThat(JSON.readTree(ready.body()).at("/reasons/" + server).asText())
                  .isNotEmpty();
            });
    assertThat(program.get("/health/live").statusCode()).as("liveness").isEqualTo(OK);
  }
}
