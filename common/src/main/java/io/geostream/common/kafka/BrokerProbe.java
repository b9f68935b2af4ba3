package io.geostream.common.kafka;

import io.geostream.common.daemon.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Finds out why brokers do not answer, where Kafka's clients only say that time ran out: whether
 * their names can be resolved, whether they take connections, and whether they speak TLS.
 */
public final class BrokerProbe {

  private static final int TIMEOUT_MILLIS = 1_000;

  /** The first bytes of TLS records: an alert, or a handshake. */
  private static final int TLS_ALERT = 21;

  private static final int TLS_HANDSHAKE = 22;
  private static final int HANGS_UP = -1;
  private static final int NO_ANSWER = -2;

  private final Servers servers;
  private final String protocol;

  private BrokerProbe(Servers servers, String protocol) {
    this.servers = servers;
    this.protocol = protocol;
  }

  /**
   * For the brokers of a client.
   *
   * @param settings the client's
   */
  public static BrokerProbe of(Map<String, Object> settings) {
    Object protocol = settings.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
    return new BrokerProbe(
        Servers.of(settings),
        protocol == null
            ? CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL
            : String.valueOf(protocol));
  }

  /**
   * The fault in one line; for one that only says that time ran out, what a look at the brokers
   * adds. Takes up to two seconds a broker.
   */
  public String explain(Throwable fault) {
    String line = Faults.oneLine(fault);
    return fault instanceof TimeoutException ? look() + " (" + line + ")" : line;
  }

  /** What the first broker that answers does, or why none does. */
  private String look() {
    String problem = "";
    for (String address : servers.addresses()) {
      try {
        return lookAt(address);
      } catch (IOException e) {
        problem =
            problem.isEmpty() ? "cannot connect to " + address + ": " + Faults.oneLine(e) : problem;
      }
    }
    return problem;
  }

  private String lookAt(String address) throws IOException {
    InetSocketAddress resolved = Servers.resolve(address);
    if (resolved.isUnresolved()) {
      throw new IOException("the name cannot be resolved");
    }
    try (Socket socket = new Socket()) {
      socket.connect(resolved, TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(clientHello(resolved));
      return describe(address, firstByte(socket.getInputStream()));
    }
  }

  private String describe(String address, int firstByte) {
    boolean wantsTls = protocol.endsWith("SSL");
    boolean hasTls = firstByte == TLS_ALERT || firstByte == TLS_HANDSHAKE;
    if (hasTls && !wantsTls) {
      return address
          + " speaks TLS, and security.protocol is "
          + protocol
          + "; set it to SSL or SASL_SSL";
    }
    if (!hasTls && firstByte != NO_ANSWER && wantsTls) {
      return address
          + " does not speak TLS, and security.protocol is "
          + protocol
          + "; set it to PLAINTEXT or SASL_PLAINTEXT, or name a port with TLS";
    }
    return address
        + " takes connections, and no broker answers: check security.protocol (it is "
        + protocol
        + "), and whether the addresses in the brokers' advertised.listeners can be resolved and reached from here";
  }

  /** A broker without TLS takes the greeting for a request that is too large, and hangs up. */
  private static int firstByte(InputStream in) throws IOException {
    try {
      return in.read();
    } catch (SocketTimeoutException e) {
      return NO_ANSWER;
    } catch (IOException reset) {
      return HANGS_UP;
    }
  }

  private static byte[] clientHello(InetSocketAddress server) throws IOException {
    try {
      SSLEngine engine =
          SSLContext.getDefault().createSSLEngine(server.getHostString(), server.getPort());
      engine.setUseClientMode(true);
      ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      engine.wrap(ByteBuffer.allocate(0), hello);
      hello.flip();
      byte[] bytes = new byte[hello.remaining()];
      hello.get(bytes);
      return bytes;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }
}
