package io.geostream.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;

/** TimescaleDB in WebAssembly, as a child process of Node.js; takes one connection at a time. */
final class PgliteServer implements AutoCloseable {

  private static final Path SOURCE = Path.of("src/test/pglite");
  private static final Path HOME = Path.of("target/pglite");
  private static final int OLDEST_NODE = 18;

  private final Process process;
  private final int port;

  private PgliteServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Why it cannot run here; empty if it can. Installs its packages. */
  static Optional<String> obstacle() throws IOException, InterruptedException {
    Result node = run(Path.of("."), "node", "--version");
    if (!node.succeeded()) {
      return Optional.of("there is no Node.js");
    }
    String version = node.output().strip();
    if (Integer.parseInt(version.replaceFirst("v(\\d+)\\..*", "$1")) < OLDEST_NODE) {
      return Optional.of("Node.js is " + version + ", and " + OLDEST_NODE + " or newer is needed");
    }
    Files.createDirectories(HOME);
    for (String file : List.of("package.json", "package-lock.json", "server.mjs")) {
      Files.copy(SOURCE.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Result install = run(HOME, "npm", "ci", "--no-audit", "--no-fund", "--prefer-offline");
    return install.succeeded()
        ? Optional.empty()
        : Optional.of("npm cannot install its packages: " + install.output().strip());
  }

  static PgliteServer start() throws IOException {
    int port = freePort();
    Process process =
        new ProcessBuilder("node", "server.mjs", Integer.toString(port))
            .directory(HOME.toFile())
            .redirectErrorStream(true)
            .start();
    PgliteServer server = new PgliteServer(process, port);
    StringBuilder said = new StringBuilder();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.equals("ready")) {
        return server;
      }
      said.append(line).append('\n');
    }
    throw new IOException("the server in WebAssembly did not start: " + said);
  }

  Sql sql() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=disable");
    source.setUser("postgres");
    source.setPassword("postgres");
    // All connections are one session there, so named statements would collide.
    source.setPrepareThreshold(0);
    return new Sql(source);
  }

  @Override
  public void close() {
    process.destroy();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private record Result(boolean succeeded, String output) {}

  private static Result run(Path folder, String... command) throws InterruptedException {
    try {
      Path log = Files.createTempFile("geostream-npm", ".log");
      try {
        Process process =
            new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        if (!ended) {
          process.destroyForcibly();
        }
        return new Result(ended && process.exitValue() == 0, Files.readString(log));
      } finally {
        Files.delete(log);
      }
    } catch (IOException e) {
      return new Result(false, String.valueOf(e.getMessage()));
    }
  }
}
