package io.geostream.common.kafka;

import io.geostream.common.daemon.Faults;
import io.geostream.common.kafka.Port.Speech;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the brokers of a client where Kafka's clients do not help. They only say that time ran
 * out; and they take the first four bytes of whatever answers for a length, and allocate that much:
 * 1.2 GB for {@code HTTP}.
 */
public final class BrokerProbe {

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
    Object protocol =
        settings.getOrDefault(
            CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
            CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL);
    return new BrokerProbe(Servers.of(settings), String.valueOf(protocol));
  }

  /**
   * Looks at each bootstrap server. One that does not answer passes: it may be away. Takes up to
   * two seconds a server.
   *
   * @throws NotKafkaException for the first that answers in another protocol
   */
  public void check() {
    for (String address : servers.addresses()) {
      String problem = problem(address, answerOf(address));
      if (problem != null) {
        throw new NotKafkaException(problem);
      }
    }
  }

  private Speech answerOf(String address) {
    try {
      return ask(address);
    } catch (IOException away) {
      return Speech.NO_ANSWER; // the client waits for it, and says so
    }
  }

  /**
   * The fault in one line; for one that only says that time ran out, what a look at the brokers
   * adds. Takes up to two seconds a broker.
   */
  public String explain(@Nullable Throwable fault) {
    String line = Faults.oneLine(fault);
    return fault instanceof TimeoutException ? look() + " (" + line + ")" : line;
  }

  /** What the first broker that answers does, or why none does. */
  private String look() {
    String unreachable = "";
    for (String address : servers.addresses()) {
      try {
        return describe(address, ask(address));
      } catch (IOException e) {
        unreachable =
            unreachable.isEmpty()
                ? "cannot connect to " + address + ": " + Faults.oneLine(e)
                : unreachable;
      }
    }
    return unreachable;
  }

  private Speech ask(String address) throws IOException {
    InetSocketAddress resolved = Servers.resolve(address);
    if (resolved.isUnresolved()) {
      throw new IOException("the name cannot be resolved");
    }
    Port port = new Port(resolved);
    return wantsTls() ? port.answerInTls() : port.answerInPlaintext();
  }

  private boolean wantsTls() {
    return protocol.endsWith("SSL");
  }

  private String describe(String address, Speech speech) {
    String problem = problem(address, speech);
    if (problem != null) {
      return problem;
    }
    return wantsTls() && speech == Speech.HANGS_UP
        ? noTls(address)
        : address
            + " takes connections, and no broker answers: check security.protocol (it is "
            + protocol
            + "), and whether the addresses in the brokers' advertised.listeners can be resolved and reached from here";
  }

  /** What is wrong for certain, or null. */
  private @Nullable String problem(String address, Speech speech) {
    return switch (speech) {
      case HTTP -> address + " speaks HTTP, not Kafka's protocol";
      case SOMETHING_ELSE -> address + " does not speak Kafka's protocol";
      case TLS ->
          wantsTls()
              ? null
              : address
                  + " speaks TLS, and security.protocol is "
                  + protocol
                  + "; set it to SSL or SASL_SSL";
      case KAFKA -> wantsTls() ? noTls(address) : null;
      case HANGS_UP, NO_ANSWER -> null;
    };
  }

  private String noTls(String address) {
    return address
        + " does not speak TLS, and security.protocol is "
        + protocol
        + "; set it to PLAINTEXT or SASL_PLAINTEXT, or name a port with TLS";
  }
}
