package io.geostream.common.settings;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a daemon answers over HTTP; a picocli mix-in. */
public final class HttpSettings {

  @Option(
      names = "--http-host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "The address for /metrics and /health. Default: ${DEFAULT-VALUE}.")
  @Setting(variable = "HTTP_HOST")
  private String host = "";

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description =
          "The port for /metrics and /health; 0 picks a free one and logs it. Default: consumer 8000, producer 8001.")
  @Setting(variable = "HTTP_PORT", min = 0, max = 65_535)
  private @Nullable Integer port;

  @Option(
      names = "--http-port-file",
      paramLabel = "FILE",
      description =
          "Write the port in use to this file once it answers, and remove the file at the end. For programs that start this one with --http-port 0. Default: none.")
  @Setting(variable = "HTTP_PORT_FILE")
  private @Nullable Path portFile;

  /**
   * An address to listen on.
   *
   * @param port 0 for any free one
   * @param portFile gets the port in use
   */
  public record Address(String host, int port, Optional<Path> portFile) {

    /** Without a file. */
    public static Address of(String host, int port) {
      return new Address(host, port, Optional.empty());
    }
  }

  /**
   * The address to listen on.
   *
   * @param defaultPort where the user named none
   */
  public Address address(int defaultPort) {
    return new Address(host, port == null ? defaultPort : port, Optional.ofNullable(portFile));
  }
}
