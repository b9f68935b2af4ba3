package io.geostream.consumer.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.geostream.stack.Database;
import io.geostream.stack.testing.SharedStack;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** A writer that is blocked in sending, because nothing reads it, is freed by an abort. */
final class StalledSendingIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final byte[] MESSAGE = "1\n".repeat(32_000).getBytes(StandardCharsets.US_ASCII);
  private static final char[] PASSWORD = "password".toCharArray();

  @TempDir Path folder;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong seen = new AtomicLong();

  @Test
  void withoutTls() throws Exception {
    assertThatAnAbortEndsSending(null, "disable");
  }

  @Test
  void withTls() throws Exception {
    assertThatAnAbortEndsSending(tls(), "require");
  }

  private void assertThatAnAbortEndsSending(@Nullable SSLContext tls, String sslMode)
      throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      createTable(database);
      URI server = URI.create(database.jdbcUrl().substring("jdbc:".length()));
      try (StallingProxy proxy =
              new StallingProxy(new InetSocketAddress(server.getHost(), server.getPort()), tls);
          WriterConnection writer =
              connections(
                      database,
                      "jdbc:postgresql://localhost:%s%s?sslmode=%s"
                          .formatted(Integer.toString(proxy.port()), server.getPath(), sslMode))
                  .make()) {
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(writer, proxy));
        await().atMost(TIMEOUT).during(Duration.ofSeconds(1)).until(this::standsStill);
        assertThat(sending).isNotDone();

        writer.abort();

        Throwable fault = catchThrowable(() -> sending.get(10, TimeUnit.SECONDS));
        assertThat(fault)
            .isInstanceOf(ExecutionException.class)
            .rootCause()
            .isInstanceOf(SocketTimeoutException.class);
        assertThat(writer.<Boolean>transact(connection -> connection.isValid(10))).isTrue();
      }
    }
  }

  private boolean standsStill() {
    long now = sent.get();
    return now > 0 && now == seen.getAndSet(now);
  }

  private void send(WriterConnection writer, StallingProxy proxy) {
    try {
      writer.transact(
          connection -> {
            CopyIn copy =
                connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY readings FROM STDIN");
            proxy.stall();
            while (true) {
              copy.writeToCopy(MESSAGE, 0, MESSAGE.length);
              sent.incrementAndGet();
            }
          });
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void createTable(Database database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE readings (id int)");
    }
  }

  private static WriterConnections connections(Database database, String url) {
    return new WriterConnections(TestLogin.to(database, url), false, new Backends());
  }

  private SSLContext tls() throws Exception {
    Path store = folder.resolve("store");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(store.toFile(), PASSWORD), PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
