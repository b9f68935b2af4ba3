package io.geostream.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.geostream.common.settings.HttpSettings.Address;
import io.geostream.common.settings.SettingException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationsServerTest {

  private static final String HOST = "127.0.0.1";

  private final Health health = new Health();
  private final OperationsServer server =
      OperationsServer.start(Address.of(HOST, 0), () -> "up 1\n", health);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void givesTheMetricsInPrometheusFormat() throws Exception {
    HttpResponse<String> answer = get("/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
    assertThat(answer.body()).isEqualTo("up 1\n");
  }

  @Test
  void isLiveAndReadyWhenNothingIsWrong() throws Exception {
    assertThat(json(get("/health/live"), 200)).isEqualTo(tree("{\"live\":true,\"reasons\":{}}"));
    assertThat(json(get("/health/ready"), 200)).isEqualTo(tree("{\"ready\":true,\"reasons\":{}}"));
  }

  @Test
  void tellsWhyItIsNotReadyAndRecovers() throws Exception {
    AtomicReference<@Nullable String> problem = new AtomicReference<>("\"refused\"\n\u0001é");
    health.ready("database", problem::get);
    health.ready("broker", () -> null);
    health.note("plain PostgreSQL");

    JsonNode answer = json(get("/health/ready"), 503);
    assertThat(answer.get("ready").asBoolean()).isFalse();
    assertThat(answer.get("reasons").get("database").asText()).isEqualTo("\"refused\"\n\u0001é");
    assertThat(answer.get("reasons").size()).isEqualTo(1);
    assertThat(answer.get("notes").get(0).asText()).isEqualTo("plain PostgreSQL");
    json(get("/health/live"), 200);

    problem.set(null);
    assertThat(json(get("/health/ready"), 200).get("ready").asBoolean()).isTrue();
  }

  @Test
  void tellsWhichPartIsDead() throws Exception {
    health.live("writer-1", () -> "hangs for 40 s");
    assertThat(json(get("/health/live"), 503))
        .isEqualTo(tree("{\"live\":false,\"reasons\":{\"writer-1\":\"hangs for 40 s\"}}"));
    json(get("/health/ready"), 200);
  }

  @Test
  void answersWhenACheckItselfFails() throws Exception {
    health.ready(
        "broken",
        () -> {
          throw new IllegalStateException("a defect");
        });
    HttpResponse<String> answer = get("/health/ready");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("a defect");
  }

  @Test
  void knowsNoOtherPath() throws Exception {
    for (String path : new String[] {"/metric", "/health", "/health/", "/metrics/x"}) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void refusesAPathThatLeadsOut() throws Exception {
    assertThat(get("/../metrics").statusCode()).isEqualTo(400);
  }

  @Test
  void refusesToBeWrittenTo() throws Exception {
    for (String method : new String[] {"POST", "PUT", "DELETE"}) {
      HttpResponse<String> answer =
          client.send(
              request("/metrics").method(method, BodyPublishers.ofString("x")).build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(method).isEqualTo(405);
      assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }
  }

  @Test
  void answersHeadWithoutABody() throws Exception {
    health.ready("database", () -> "away");
    for (String path : new String[] {"/metrics", "/health/live"}) {
      assertThat(head(path).statusCode()).isEqualTo(200);
      assertThat(head(path).body()).isEmpty();
    }
    assertThat(head("/health/ready").statusCode()).isEqualTo(503);
  }

  @Test
  void refusesATakenPortByItsSetting() {
    assertThatThrownBy(
            () -> OperationsServer.start(Address.of(HOST, server.port()), () -> "", health))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("--http-port (HTTP_PORT): ")
        .hasMessageContaining(HOST + ":" + server.port());
  }

  @Test
  void refusesAnAddressThatIsNotOfThisMachine() {
    assertThatThrownBy(
            () -> OperationsServer.start(Address.of("no such host", 0), () -> "", health))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("--http-host (HTTP_HOST): ");
    assertThatThrownBy(() -> OperationsServer.start(Address.of("192.0.2.1", 0), () -> "", health))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("--http-host (HTTP_HOST)");
  }

  @Test
  void freesItsPortWhenClosed() {
    int port = server.port();
    server.close();
    OperationsServer.start(Address.of(HOST, port), () -> "", health).close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).GET().build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> head(String path) throws IOException, InterruptedException {
    return client.send(
        request(path).method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + HOST + ":" + server.port() + path));
  }

  private static JsonNode json(HttpResponse<String> answer, int status) throws IOException {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    return tree(answer.body());
  }

  private static JsonNode tree(String json) throws IOException {
    return new ObjectMapper().readTree(json);
  }

  @Test
  void writesItsPortToAFileThatIsThereAsLongAsItListens(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("port"), "of an earlier run");
    try (OperationsServer other = start(file)) {
      assertThat(file).hasContent(other.port() + "\n");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesAPortFileThatCannotBeWrittenAndFreesThePort(@TempDir Path folder) throws Exception {
    int port = server.port();
    server.close();
    Path nowhere = folder.resolve("none").resolve("port");
    Path aFolder = Files.createDirectory(folder.resolve("folder"));
    for (Path file : List.of(nowhere, aFolder)) {
      assertThatThrownBy(
              () ->
                  OperationsServer.start(
                      new Address(HOST, port, Optional.of(file)), () -> "", health))
          .isInstanceOf(SettingException.class)
          .hasMessageStartingWith("--http-port-file (HTTP_PORT_FILE): ")
          .hasMessageContaining(file.toString());
    }
    assertThat(folder)
        .isDirectoryContaining(it -> it.equals(aFolder))
        .isDirectoryNotContaining("glob:**.tmp");
    OperationsServer.start(Address.of(HOST, port), () -> "", health).close();
  }

  private OperationsServer start(Path portFile) {
    return OperationsServer.start(new Address(HOST, 0, Optional.of(portFile)), () -> "", health);
  }
}
