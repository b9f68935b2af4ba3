package io.geostream.common.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * A port where a broker should listen, and the first four bytes of its answer.
 *
 * @see <a href="https://kafka.apache.org/protocol.html">Kafka protocol guide</a>
 */
record Port(InetSocketAddress address) {

  private static final int TIMEOUT_MILLIS = 1_000;

  /** An answer about versions has less than a kilobyte. */
  private static final int LONGEST_ANSWER = 1 << 20;

  private static final int HTTP = number("HTTP".getBytes(StandardCharsets.US_ASCII));

  /** Alert or handshake, then the major version: the first two bytes of a TLS record. */
  private static final List<Integer> TLS = List.of(0x1503, 0x1603);

  /** What a port speaks. */
  enum Speech {
    KAFKA,
    TLS,
    HTTP,
    SOMETHING_ELSE,
    /** It closed the connection without an answer, as a broker does with what it cannot read. */
    HANGS_UP,
    NO_ANSWER
  }

  /**
   * Asks for the versions of Kafka's protocol, which brokers answer without authentication.
   *
   * @throws IOException if it cannot be connected to
   */
  Speech answerInPlaintext() throws IOException {
    byte[] clientId = "geostream".getBytes(StandardCharsets.US_ASCII);
    int length = 3 * Short.BYTES + Integer.BYTES + clientId.length;
    return answerTo(
        ByteBuffer.allocate(Integer.BYTES + length)
            .putInt(length)
            .putShort(ApiKeys.API_VERSIONS.id)
            .putShort((short) 0)
            .putInt(1) // the number of the question
            .putShort((short) clientId.length)
            .put(clientId)
            .array());
  }

  /**
   * Begins a handshake.
   *
   * @throws IOException if it cannot be connected to
   */
  Speech answerInTls() throws IOException {
    return answerTo(clientHello());
  }

  private Speech answerTo(byte[] question) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(address, TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      return answerTo(question, socket);
    }
  }

  private static Speech answerTo(byte[] question, Socket socket) {
    try {
      socket.getOutputStream().write(question);
      byte[] answer = socket.getInputStream().readNBytes(Integer.BYTES);
      return answer.length < Integer.BYTES ? Speech.HANGS_UP : speech(number(answer));
    } catch (SocketTimeoutException e) {
      return Speech.NO_ANSWER;
    } catch (IOException reset) {
      return Speech.HANGS_UP;
    }
  }

  /** Kafka's answers begin with their length. */
  private static Speech speech(int begin) {
    if (begin == HTTP) {
      return Speech.HTTP;
    }
    if (TLS.contains(begin >>> Short.SIZE)) {
      return Speech.TLS;
    }
    return begin >= Integer.BYTES && begin <= LONGEST_ANSWER ? Speech.KAFKA : Speech.SOMETHING_ELSE;
  }

  private static int number(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getInt();
  }

  private byte[] clientHello() throws IOException {
    try {
      SSLEngine engine =
          SSLContext.getDefault().createSSLEngine(address.getHostString(), address.getPort());
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
