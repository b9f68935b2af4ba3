package io.geostream.common.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.testing.FixedAnswers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against brokers: the integration tests of both daemons, whose starts it would refuse. */
class KafkaPortsTest {

  private static final byte[] HTTP =
      "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] TLS_ALERT = HexFormat.of().parseHex("15030300020246");

  @Test
  void namesAPortThatSpeaksHttp() throws Exception {
    try (FixedAnswers port = new FixedAnswers(HTTP)) {
      assertThatThrownBy(() -> KafkaPorts.check(Map.of("bootstrap.servers", port.address())))
          .isInstanceOf(NotKafkaException.class)
          .hasMessageContainingAll("--bootstrap-servers", port.address(), "HTTP");
    }
  }

  @Test
  void namesAPortThatSpeaksTlsAmongOthersAndTheSetting() throws Exception {
    try (FixedAnswers port = new FixedAnswers(TLS_ALERT)) {
      assertThatThrownBy(
              () ->
                  KafkaPorts.check(
                      Map.of(
                          "bootstrap.servers",
                          "127.0.0.1:1, " + port.address(),
                          "security.protocol",
                          "SASL_PLAINTEXT")))
          .isInstanceOf(NotKafkaException.class)
          .hasMessageContainingAll(port.address(), "TLS", "security.protocol", "SASL_SSL");
    }
  }

  @Test
  void namesAPortThatSpeaksSomethingElse() throws Exception {
    try (FixedAnswers port =
        new FixedAnswers("-ERR unknown command\r\n".getBytes(StandardCharsets.US_ASCII))) {
      assertThatThrownBy(() -> KafkaPorts.check(Map.of("bootstrap.servers", port.address())))
          .isInstanceOf(NotKafkaException.class)
          .hasMessageContaining(port.address());
    }
  }

  @Test
  void passesAServerThatIsAwayOrClosesWithoutAWord() throws Exception {
    try (FixedAnswers port = new FixedAnswers(new byte[0])) {
      assertThatCode(
              () -> KafkaPorts.check(Map.of("bootstrap.servers", "127.0.0.1:1," + port.address())))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void leavesTlsToTheClient() throws Exception {
    try (FixedAnswers port = new FixedAnswers(HTTP)) {
      assertThatCode(
              () ->
                  KafkaPorts.check(
                      Map.of("bootstrap.servers", port.address(), "security.protocol", "SSL")))
          .doesNotThrowAnyException();
    }
  }
}
