package io.geostream.common.kafka;

import io.geostream.common.daemon.DaemonThreads;
import io.geostream.common.daemon.Faults;
import io.geostream.common.kafka.Port.Speech;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Probes the brokers of a client, because Kafka's clients only report a timeout. They also take the
 * first four bytes of any answer for a length, and allocate that much: 1.2 GB for {@code HTTP}.
 */
public final class BrokerProbe {

  /** The timeout of a port; a name may take longer to resolve. */
  private static final int TIMEOUT_SECONDS = 10;

  private final Servers servers;
  private final SecurityProtocol protocol;

  /** What a server answered, or why it could not be asked. */
  private record Answer(String address, Speech speech, @Nullable String unreachable) {

    static Answer none(String address, String reason) {
      return new Answer(address, Speech.NO_ANSWER, "cannot connect to " + address + ": " + reason);
    }
  }

  private BrokerProbe(Servers servers, SecurityProtocol protocol) {
    this.servers = servers;
    this.protocol = protocol;
  }

  /**
   * For the brokers of a client.
   *
   * @param settings the client's, as Kafka accepts them: letter case and blanks around the protocol
   *     do not matter
   */
  public static BrokerProbe of(Map<String, Object> settings) {
    Object protocol =
        settings.getOrDefault(
            CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
            CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL);
    return new BrokerProbe(
        Servers.of(settings), SecurityProtocol.forName(String.valueOf(protocol).strip()));
  }

  /**
   * Looks at all bootstrap servers at once. One that does not answer passes: it may be down. Takes
   * up to two seconds, ten if a name resolves slowly.
   *
   * @throws NotKafkaException for the first that answers in another protocol
   */
  public void check() {
    for (Answer answer : answers()) {
      String problem = problem(answer.address(), answer.speech());
      if (problem != null) {
        throw new NotKafkaException(problem);
      }
    }
  }

  /**
   * The fault in one line; for a timeout, with what a probe of the brokers adds. Takes up to two
   * seconds, ten if a name resolves slowly.
   */
  public String explain(@Nullable Throwable fault) {
    String line = Faults.oneLine(fault);
    return fault instanceof TimeoutException ? look() + " (" + line + ")" : line;
  }

  /** What the first broker that answers does, or why the first one does not. */
  private String look() {
    String unreachable = null;
    for (Answer answer : answers()) {
      if (answer.unreachable() == null) {
        return describe(answer.address(), answer.speech());
      }
      unreachable = unreachable == null ? answer.unreachable() : unreachable;
    }
    return String.valueOf(unreachable);
  }

  /** Of all servers, in their order. */
  private List<Answer> answers() {
    ThreadFactory threads = DaemonThreads.named("broker-probe");
    List<CompletableFuture<Answer>> asked =
        servers.addresses().stream()
            .map(
                address ->
                    CompletableFuture.supplyAsync(
                            () -> answerOf(address), task -> threads.newThread(task).start())
                        .completeOnTimeout(
                            Answer.none(address, "no answer within " + TIMEOUT_SECONDS + " s"),
                            TIMEOUT_SECONDS,
                            TimeUnit.SECONDS))
            .toList();
    return asked.stream().map(CompletableFuture::join).toList();
  }

  private Answer answerOf(String address) {
    try {
      return new Answer(address, ask(address), null);
    } catch (IOException e) {
      return Answer.none(address, Faults.oneLine(e));
    }
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
    return protocol == SecurityProtocol.SSL || protocol == SecurityProtocol.SASL_SSL;
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
