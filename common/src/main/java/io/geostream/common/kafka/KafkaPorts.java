package io.geostream.common.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.utils.Utils;

/**
 * Finds ports that speak something else than Kafka's protocol. Kafka's clients take the first four
 * bytes of whatever answers for a length, and allocate that much: 1.2 GB for {@code HTTP}.
 *
 * @see <a href="https://kafka.apache.org/protocol.html">Kafka protocol guide</a>
 */
public final class KafkaPorts {

  private static final int TIMEOUT_MILLIS = Math.toIntExact(Duration.ofSeconds(2).toMillis());

  /** An answer about versions has less than a kilobyte. */
  private static final int LONGEST_ANSWER = 1 << 20;

  private static final int HTTP =
      ByteBuffer.wrap("HTTP".getBytes(StandardCharsets.US_ASCII)).getInt();

  /** Alert or handshake, then the major version: the first two bytes of a TLS record. */
  private static final List<Integer> TLS = List.of(0x1503, 0x1603);

  private KafkaPorts() {}

  /**
   * Asks each bootstrap server for the versions that it speaks. One that does not answer passes: it
   * may be away. So does each that is spoken to in TLS, which finds such a port itself.
   *
   * @param client the settings of a Kafka client
   * @throws NotKafkaException for the first that answers something else
   */
  @SuppressWarnings("unchecked") // what the client's own definition of its settings has parsed
  public static void check(Map<String, Object> client) {
    Object protocol =
        client.getOrDefault(
            CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
            CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL);
    String name = protocol.toString();
    if (!name.equals(SecurityProtocol.PLAINTEXT.name)
        && !name.equals(SecurityProtocol.SASL_PLAINTEXT.name)) {
      return;
    }
    Object servers = client.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    List<String> addresses =
        servers instanceof List
            ? (List<String>) servers
            : List.of(String.valueOf(servers).split(",", -1));
    addresses.forEach(address -> checkOne(address.strip(), name));
  }

  private static void checkOne(String address, String protocol) {
    String host = Utils.getHost(address);
    Integer port = Utils.getPort(address);
    if (host == null || port == null) {
      return; // the client itself refuses it
    }
    int length;
    try {
      length = lengthOfAnswer(new InetSocketAddress(host, port));
    } catch (IOException e) {
      return;
    }
    if (length == HTTP) {
      throw new NotKafkaException(address + " speaks HTTP, not Kafka's protocol");
    }
    if (TLS.contains(length >>> Short.SIZE)) {
      throw new NotKafkaException(
          "%s speaks TLS, and security.protocol is %s: set it to SSL or SASL_SSL"
              .formatted(address, protocol));
    }
    if (length < Integer.BYTES || length > LONGEST_ANSWER) {
      throw new NotKafkaException(address + " does not speak Kafka's protocol");
    }
  }

  private static int lengthOfAnswer(InetSocketAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(address, TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(question());
      byte[] length = socket.getInputStream().readNBytes(Integer.BYTES);
      return length.length < Integer.BYTES ? Integer.BYTES : ByteBuffer.wrap(length).getInt();
    }
  }

  /** ApiVersions in its first version, which brokers answer before they know who asks. */
  private static byte[] question() {
    byte[] clientId = "geostream".getBytes(StandardCharsets.US_ASCII);
    int length = 3 * Short.BYTES + Integer.BYTES + clientId.length;
    return ByteBuffer.allocate(Integer.BYTES + length)
        .putInt(length)
        .putShort(ApiKeys.API_VERSIONS.id)
        .putShort((short) 0)
        .putInt(1) // the number of the question
        .putShort((short) clientId.length)
        .put(clientId)
        .array();
  }
}
