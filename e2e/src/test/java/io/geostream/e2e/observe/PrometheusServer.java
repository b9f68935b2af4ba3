package io.geostream.e2e.observe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.geostream.stack.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A Prometheus of this machine with our configuration, but for where the targets are and how often
 * they are asked.
 */
final class PrometheusServer implements AutoCloseable {

  private static final String OFTEN = "1s";

  private final ChildProcess process;
  private final String address;
  private final HttpClient http = HttpClient.newHttpClient();

  private PrometheusServer(ChildProcess process, String address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts it.
   *
   * @param targets the address of each job's only target
   * @param folder for its data and its log
   */
  static PrometheusServer start(Map<String, String> targets, Path folder) throws IOException {
    String address = "127.0.0.1:" + freePort();
    Path config = folder.resolve("prometheus.yml");
    // JSON is YAML.
    Files.writeString(config, ObserveFiles.JSON.writeValueAsString(config(targets, address)));
    ChildProcess process =
        ChildProcess.start(
            "prometheus",
            List.of(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=" + address),
            Map.of(),
            folder);
    return new PrometheusServer(process, address);
  }

  private static JsonNode config(Map<String, String> targets, String own) {
    ObjectNode config = ObserveFiles.prometheusConfig().deepCopy();
    ((ObjectNode) config.path("global"))
        .put("scrape_interval", OFTEN)
        .put("scrape_timeout", OFTEN)
        .put("evaluation_interval", OFTEN);
    config
        .putArray("rule_files")
        .add(ObserveFiles.PROMETHEUS.resolve("rules").resolve("*.yml").toString());
    for (JsonNode job : config.path("scrape_configs")) {
      String target = targets.getOrDefault(job.path("job_name").asText(), own);
      ObjectNode discovery = (ObjectNode) job;
      discovery.remove("dns_sd_configs");
      discovery.putArray("static_configs").addObject().putArray("targets").add(target);
    }
    return config;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The answer to {@code /api/v1/…}. */
  JsonNode get(String path) throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new AssertionError("Prometheus ended:\n" + process.logEnd());
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + "/api/v1/" + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    return ObserveFiles.JSON.readTree(
        http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  /** The answer to an expression at this moment. */
  JsonNode query(String expression) throws IOException, InterruptedException {
    return get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    process.close();
  }
}
