package io.geostream.e2e.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The whole stack in a real engine. It pulls and builds images, so it runs only when asked for:
 * {@code mvn verify -pl e2e -am -Dit.test=ComposeStackIT -Dcompose.it=true}, with Compose 2.
 */
class ComposeStackIT {

  private static final String PROJECT = "geostream-it";

  @Test
  void startsFromNothingAndShowsWhatArrives() throws Exception {
    if (!Boolean.getBoolean("compose.it")) {
      System.out.println("SKIPPED ComposeStackIT: it runs with -Dcompose.it=true alone");
      abort("it runs with -Dcompose.it=true alone");
    }
    String port = freePort();
    Compose compose =
        new Compose(
            "docker compose --project-name " + PROJECT,
            Map.of(
                "GRAFANA_PORT", port,
                "PROMETHEUS_PORT", freePort(),
                "DATABASE_PORT", freePort(),
                "KAFKA_PORT", freePort()));
    try {
      compose.run("up", "--build", "--wait", "--wait-timeout", "900", "--scale", "consumer=3");

      Grafana grafana = new Grafana(port, grafanasPassword(compose));
      assertThat(grafana.get("/api/health")).contains("\"database\": \"ok\"");
      assertThat(grafana.get("/api/datasources/uid/geostream-timescaledb/health")).contains("OK");
      assertThat(grafana.get("/api/datasources/uid/geostream-prometheus/health")).contains("OK");
      assertThat(grafana.get("/api/search?type=dash-db"))
          .contains("Real-Time Geospatial Metrics", "Pipeline health");
      assertThat(grafana.get("/api/v1/provisioning/alert-rules"))
          .contains("HighTemperature", "DataIngestionStopped");
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(readings(compose)).isPositive());
    } finally {
      compose.run("down", "--volumes");
    }
  }

  private static String grafanasPassword(Compose compose) throws Exception {
    return compose.run(
        "exec", "-T", "grafana", "cat", "/run/geostream/secrets/grafana-admin-password");
  }

  private static long readings(Compose compose) throws Exception {
    String count = "SELECT count(*) FROM geospatial_metrics";
    return Long.parseLong(
        compose.run(
            "exec",
            "-T",
            "timescaledb",
            "psql",
            "-U",
            "postgres",
            "-At",
            "-c",
            count,
            "timeseries"));
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return String.valueOf(socket.getLocalPort());
    }
  }

  /** Its HTTP interface, as the administrator. */
  private record Grafana(String port, String password) {

    String get(String path) throws IOException, InterruptedException {
      byte[] login = ("admin:" + password).getBytes(StandardCharsets.UTF_8);
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login))
              .timeout(Duration.ofSeconds(30))
              .build();
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      return answer.body();
    }
  }
}
