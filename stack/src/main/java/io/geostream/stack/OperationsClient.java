package io.geostream.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads /metrics and /health of one of our daemons. It finds the daemon by its port file. */
public final class OperationsClient {
  private static final String HOST = "127.0.0.1";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path portFile;

  private OperationsClient(Path portFile) {
    this.portFile = portFile;
  }

  /**
   * For a daemon that is about to start, with {@link #flags()}.
   *
   * @param name the daemon's; its port file is {@code name.port}
   * @param folder where the port file goes; one that a killed daemon left there is removed
   */
  public static OperationsClient of(String name, Path folder) {
    Path portFile = folder.resolve(name + ".port");
    try {
      Files.deleteIfExists(portFile);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + portFile + ": " + e.getMessage(), e);
    }
    return new OperationsClient(portFile);
  }

  /** The daemon's flags: a free port, which it writes to the port file. */
  public List<String> flags() {
    return List.of(
        "--http-host", HOST, "--http-port", "0", "--http-port-file", portFile.toString());
  }

  /**
   * Where the daemon answers, {@code host:port}.
   *
   * @throws IOException while it does not listen
   */
  public String address() throws IOException {
    try {
      return HOST + ":" + Files.readString(portFile).strip();
    } catch (NoSuchFileException e) {
      throw new IOException("does not listen", e);
    }
  }

  /**
   * Asks for a path.
   *
   * @throws IOException while the daemon does not answer within 5 s
   */
  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address() + path)).timeout(TIMEOUT).build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /**
   * The metrics as they are now.
   *
   * @throws IOException while the daemon does not answer
   */
  public MetricsScrape scrape() throws IOException, InterruptedException {
    return MetricsScrape.parse(get("/metrics").body());
  }

  /** Why the daemon is not ready; empty when it is. */
  public Optional<String> notReady() throws InterruptedException {
    try {
      HttpResponse<String> answer = get("/health/ready");
      return answer.statusCode() == OK ? Optional.empty() : Optional.of(answer.body().strip());
    } catch (IOException e) {
      return Optional.of("does not answer: " + e.getMessage());
    }
  }
}
