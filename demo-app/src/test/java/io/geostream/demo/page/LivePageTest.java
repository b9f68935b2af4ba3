package io.geostream.demo.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.settings.SettingException;
import io.geostream.common.testing.StalledClients;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LivePageTest {

  private final LivePage page = LivePage.open("127.0.0.1", 0);
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() throws Exception {
    page.close();
  }

  @Test
  void refusesAPortThatIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThatThrownBy(() -> LivePage.open("127.0.0.1", taken.getLocalPort()))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("--http-port")
          .hasMessageContaining(Integer.toString(taken.getLocalPort()));
    }
  }

  @Test
  void refusesAnAddressOfAnotherMachine() {
    assertThatThrownBy(() -> LivePage.open("203.0.113.1", 0))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("--http-host");
  }

  @Test
  void servesThePageWithAPolicyThatLetsNothingInFromElsewhere() throws Exception {
    HttpResponse<String> answer = get("/");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'")
        .doesNotContain("unsafe");
    assertThat(answer.body()).contains("<title>geostream live</title>").doesNotContain("http://");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/LivePage.class", "/lib", "/x.js"})
  void hasNoOtherFiles(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/../LivePage.class", "/%2e%2e/x.js", "//etc/x.json"})
  void refusesPathsThatCanBeReadInTwoWays(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(400);
  }

  @Test
  void anErrorOfALookIsHandledAsThatOfAThread() throws Exception {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    CompletableFuture<Throwable> uncaught = new CompletableFuture<>();
    Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> uncaught.complete(fault));
    try {
      page.repeat(
          () -> {
            throw new AssertionError("a defect");
          });
      assertThat(uncaught.get(30, TimeUnit.SECONDS)).hasMessage("a defect");
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Test
  void tellsAViewerTheWholeFirstAndThenWhatIsNew() throws Exception {
    page.tell("before");
    HttpResponse<java.io.InputStream> stream =
        http.send(request("/events").build(), HttpResponse.BodyHandlers.ofInputStream());
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));

    assertThat(stream.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    assertThat(lines.readLine()).startsWith("retry: ");
    assertThat(lines.readLine()).isEmpty();
    assertThat(lines.readLine()).isEqualTo("event: hello");
    assertThat(lines.readLine()).contains("\"text\":\"before\"", "\"history\"", "New York");
    page.tell("after");
    assertThat(lines.readLine()).isEmpty();
    assertThat(lines.readLine()).isEqualTo("event: tick");
    assertThat(lines.readLine()).contains("\"text\":\"after\"").doesNotContain("before");
  }

  @ParameterizedTest
  @EnumSource(StalledClients.How.class)
  void answersAndStreamsThough200ClientsStall(StalledClients.How how) throws Exception {
    HttpResponse<java.io.InputStream> stream =
        http.send(request("/events").build(), HttpResponse.BodyHandlers.ofInputStream());
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
    assertThat(lines.readLine()).startsWith("retry: ");
    int port = URI.create(page.url()).getPort();
    try (StalledClients stalled = new StalledClients(200, how, port, "/usa.json")) {
      assertThat(stalled.count()).isEqualTo(200);
      assertThat(get("/").statusCode()).isEqualTo(200);
      page.tell("still there");
      assertThat(lines.lines().anyMatch(line -> line.contains("still there"))).isTrue();
    }
  }

  @Test
  void doesNothingForOtherSitesNorBeforeTheRun() throws Exception {
    HttpRequest.Builder stop =
        request("/actions/stop-database").POST(HttpRequest.BodyPublishers.noBody());

    assertThat(send(stop).statusCode()).isEqualTo(403);
    HttpResponse<String> early = send(stop.header(RequestGuard.HEADER, "1"));
    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(early.body()).contains("starting or ending");
    assertThat(get("/actions/stop-database").statusCode()).isEqualTo(403);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(page.url() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
