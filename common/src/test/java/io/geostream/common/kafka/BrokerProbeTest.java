package io.geostream.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.testing.FixedAnswers;
import io.geostream.common.testing.SilentServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerProbeTest {

  private static final InetAddress LOCAL = InetAddress.getLoopbackAddress();

  private static final byte[] HTTP =
      "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] TLS_ALERT = HexFormat.of().parseHex("15030300020246");

  @ParameterizedTest
  @ValueSource(strings = {"PLAINTEXT", "SASL_PLAINTEXT"})
  void namesAServerThatSpeaksTls(String protocol) throws Exception {
    // Without a certificate: its answer to a greeting is the alert that it has none.
    try (OneAnswer server =
        new OneAnswer(
            SSLContext.getDefault().getServerSocketFactory().createServerSocket(0, 5, LOCAL))) {
      assertThat(explain(server.address(), protocol))
          .contains(server.address(), "speaks TLS", "security.protocol is " + protocol);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSL", "SASL_SSL"})
  void namesAServerThatDoesNot(String protocol) throws Exception {
    try (OneAnswer server = new OneAnswer(new ServerSocket(0, 5, LOCAL))) {
      assertThat(explain(server.address(), protocol))
          .contains(server.address(), "does not speak TLS", "security.protocol is " + protocol);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLAINTEXT", "SSL"})
  void namesWhatToCheckWhereItCannotTell(String protocol) throws Exception {
    try (SilentServer server = new SilentServer()) {
      assertThat(explain(server.address(), protocol))
          .contains(server.address(), "security.protocol", "advertised.listeners");
    }
  }

  @Test
  void namesABrokerThatCannotBeReachedUnlessAnotherCan() throws Exception {
    assertThat(explain("no.such.host.invalid:9092,127.0.0.1:1", "PLAINTEXT"))
        .contains("no.such.host.invalid:9092", "resolved");
    try (OneAnswer server = new OneAnswer(new ServerSocket(0, 5, LOCAL))) {
      assertThat(explain("127.0.0.1:1," + server.address(), "SSL")).contains("does not speak TLS");
    }
  }

  @Test
  void takesAnyOtherFaultAsItIs() {
    BrokerProbe probe = BrokerProbe.of(Map.of("bootstrap.servers", "127.0.0.1:1"));
    assertThat(probe.explain(new TopicAuthorizationException("no rights"))).isEqualTo("no rights");
  }

  @Test
  void refusesAPortThatSpeaksHttp() throws Exception {
    try (FixedAnswers port = new FixedAnswers(HTTP)) {
      for (String protocol : List.of("PLAINTEXT", "SSL")) {
        assertThatThrownBy(() -> probe(port.address(), protocol).check())
            .isInstanceOf(NotKafkaException.class)
            .hasMessageContainingAll("--bootstrap-servers", port.address(), "HTTP");
      }
    }
  }

  @Test
  void refusesAPortThatSpeaksTlsAmongOthersAndNamesTheSetting() throws Exception {
    try (FixedAnswers port = new FixedAnswers(TLS_ALERT)) {
      assertThatThrownBy(() -> probe("127.0.0.1:1, " + port.address(), "SASL_PLAINTEXT").check())
          .isInstanceOf(NotKafkaException.class)
          .hasMessageContainingAll(port.address(), "TLS", "security.protocol", "SASL_SSL");
      assertThatCode(() -> probe(port.address(), "SSL").check()).doesNotThrowAnyException();
    }
  }

  @Test
  void refusesAPortThatSpeaksSomethingElse() throws Exception {
    try (FixedAnswers port =
        new FixedAnswers("-ERR unknown command\r\n".getBytes(StandardCharsets.US_ASCII))) {
      assertThatThrownBy(() -> probe(port.address(), "PLAINTEXT").check())
          .isInstanceOf(NotKafkaException.class)
          .hasMessageContaining(port.address());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLAINTEXT", "SSL"})
  void passesAServerThatIsAwayOrClosesWithoutAWord(String protocol) throws Exception {
    try (FixedAnswers port = new FixedAnswers(new byte[0])) {
      assertThatCode(() -> probe("127.0.0.1:1," + port.address(), protocol).check())
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssl", "sasl_ssl", "SASL_SSL ", " Ssl\t"})
  void readsTheProtocolAsKafkaDoes(String protocol) throws Exception {
    try (FixedAnswers port = new FixedAnswers(TLS_ALERT)) {
      assertThatCode(() -> probe(port.address(), protocol).check()).doesNotThrowAnyException();
    }
  }

  @Test
  void asksAllServersAtOnce() throws Exception {
    CountDownLatch bothAsked = new CountDownLatch(2);
    try (Together first = new Together(bothAsked);
        Together second = new Together(bothAsked)) {
      assertThatThrownBy(() -> probe(first.address() + "," + second.address(), "PLAINTEXT").check())
          .isInstanceOf(NotKafkaException.class)
          .hasMessageContaining(first.address());
    }
  }

  private static BrokerProbe probe(String servers, String protocol) {
    return BrokerProbe.of(Map.of("bootstrap.servers", servers, "security.protocol", protocol));
  }

  private static String explain(String servers, String protocol) {
    return probe(servers, protocol)
        .explain(new TimeoutException("Timed out waiting for a node assignment."));
  }

  /** Reads from one client and hangs up, as a broker does with what it cannot read. */
  private static final class OneAnswer implements AutoCloseable {

    private final ServerSocket socket;

    OneAnswer(ServerSocket socket) {
      this.socket = socket;
      Thread thread = new Thread(this::answer, "one-answer");
      thread.setDaemon(true);
      thread.start();
    }

    private void answer() {
      try (Socket client = socket.accept()) {
        client.getInputStream().readNBytes(1);
      } catch (IOException handshakeFailed) {
        return; // as the client is to see
      }
    }

    String address() {
      return "127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** Answers in HTTP once all servers of its kind have been asked. */
  private static final class Together implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 5, LOCAL);
    private final CountDownLatch asked;

    Together(CountDownLatch asked) throws IOException {
      this.asked = asked;
      Thread thread = new Thread(this::answer, "together");
      thread.setDaemon(true);
      thread.start();
    }

    private void answer() {
      try (Socket client = socket.accept()) {
        asked.countDown();
        asked.await();
        client.getOutputStream().write(HTTP);
        client.getInputStream().readAllBytes();
      } catch (IOException | InterruptedException e) {
        return; // the client did not wait
      }
    }

    String address() {
      return "127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
