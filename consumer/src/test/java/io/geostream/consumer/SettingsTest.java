package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * A setting that cannot be used ends the consumer before it connects: one line that names it, exit
 * code 2. One that is taken starts a consumer, which would wait for its servers forever.
 */
@Timeout(60)
final class SettingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--workers=0 | --workers",
        "--batch-rows=0 | --batch-rows",
        "--linger=2m | --linger",
        "--dead-letter-limit=101 | --dead-letter-limit",
        "--max-age=soon | --max-age",
        "--start=middle | --start",
        "--write-mode=fast | --write-mode",
        "--migrate=never | --migrate",
        "--group= | --group",
        "--topic=a/b | --topic",
        "--dead-letter-topic=geospatial-data | --dead-letter-topic",
        "--database-url=mysql://x/y | --database-url",
        "--database-url=postgresql://u:secret@h/d | DATABASE_URL",
        "--database-url=postgresql://secret@h/d | DATABASE_URL",
        "--database-url=jdbc:postgresql://u:secret@h/d | DATABASE_URL",
        "--database-url=postgresql://u:secret/@h/d | --database-url",
        "--database-url=postgresql://h/d?pass%77ord=secret | --database-url",
        "--database-url=jdbc:postgresql://h/d?sslmod=require | sslmod",
        "--database-url=jdbc:postgresql://h/d?sslmode=requires | sslmode",
        "--database-url=jdbc:postgresql://h/d?targetServerType=foo | targetServerType",
        "--database-url=jdbc:postgresql://h/d?socketTimeout=abc | socketTimeout",
        "--database-url=jdbc:postgresql://h/d?sslrootcert=/no/such/file | sslrootcert",
        "--database-url=postgresql://h/d?keepalives_idle=5 | keepalives_idle",
        "-Kssl.truststore.location=/no/such/store | /no/such/store",
        "-Ksasl.oauthbearer.token.endpoint.url=https://u:secret@h/t | -K",
        "--bootstrap-servers=u:secret@h:9092 | --bootstrap-servers",
        "--no-such-flag=secret | --no-such-flag",
        "--database-url=jdbc:postgresql://h/d?password=secret | --database-url",
        "--database-url=jdbc:postgresql://h/d?ssl=true&sslpassword=secret | --database-url",
        "--http-port=70000 | --http-port",
        "--http-host=no.such.host.invalid | --http-host",
        "--kafka-config=/no/such/file | --kafka-config",
        "-Kauto.offset.reset=latest | auto.offset.reset",
        "-Kenable.auto.commit=true | enable.auto.commit",
        "-Kisolation.level=read_uncommitted | isolation.level",
        "-Kallow.auto.create.topics=true | allow.auto.create.topics",
        "-Ksasl.jaas.config=x | sasl.jaas.config",
        "-Kmax.poll.records=none | max.poll.records",
        "--no-such-flag | --no-such-flag",
      })
  void isRefused(String argument, String named) {
    Outcome outcome = run(Map.of(), argument);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.error().lines())
        .singleElement()
        .asString()
        .contains(named)
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "offsets | show reset",
        "offsets move | show reset",
        "offsets rest | rest",
        "offsets --group=g show | --group",
        "offsets show --format=xml | --format",
        "offsets show --topic=a/b | --topic",
        "offsets show --group= | --group",
        "offsets show --database-url=postgresql://u:secret@h/d | --database-url",
        "offsets reset | --to",
        "offsets reset --to=soon | --to",
        "offsets reset --to=2026-01-31T12:00:00 | --to",
        "offsets reset --to=latest --partition=a | --partition",
        "offsets reset --to=latest -Kssl.keystore.password=secret | ssl.keystore.password",
        "offsets show -Ksecurity.protocol=SSL -Kssl.truststore.location=/no/such/store | /no/such/store",
        "dead-letters list -Ksecurity.protocol=SSL -Kssl.truststore.location=/no/such/store | /no/such/store",
        "dead-letters | list replay",
        "dead-letters list --code=wrong | --code",
        "dead-letters list --since=2026-11-22T20:00:00 | --since",
        "dead-letters list --since=1h --until=2h | --until",
        "dead-letters list --partition=-1 | --partition",
        "dead-letters list --limit=0 | --limit",
        "dead-letters list --original-topic=a/b | --original-topic",
        "dead-letters list --format=xml | --format",
        "dead-letters list -Kgroup.id=x | group.id",
        "dead-letters replay --to=geospatial-data.dead-letter | --to",
        "dead-letters replay --to=geospatial-data.dead-letter.replayed | --to",
        "dead-letters replay --transaction-letters=0 | --transaction-letters",
        "dead-letters replay -Ktransactional.id=x | transactional.id",
      })
  void isRefusedByATool(String arguments, String named) {
    Outcome outcome = run(Map.of(), arguments.split(" "));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.error().lines())
        .singleElement()
        .asString()
        .contains(named.split(" "))
        .doesNotContain("secret");
  }

  @Test
  void aPasswordFileThatCannotBeReadIsNamed() {
    Outcome outcome = run(Map.of("DATABASE_PASSWORD_FILE", "/no/such/file"));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.error().lines())
        .singleElement()
        .asString()
        .contains("DATABASE_PASSWORD_FILE", "/no/such/file");
  }

  @Test
  void aUrlInTheVariableIsNotRepeatedEither() {
    for (String url :
        new String[] {
          "postgresql://u:secret/@h/d", "jdbc:postgresql://u:secret@h/d", "postgresql://h:secret/d"
        }) {
      Outcome outcome = run(Map.of("DATABASE_URL", url));
      assertThat(outcome.exitCode()).isEqualTo(2);
      assertThat(outcome.error().lines())
          .singleElement()
          .asString()
          .contains("DATABASE_URL")
          .doesNotContain("secret");
    }
  }

  @Test
  void aPasswordInBothVariablesIsRefusedAndBothAreNamed() {
    Outcome outcome = run(Map.of("DATABASE_PASSWORD_FILE", "/x", "DATABASE_PASSWORD", "secret"));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.error().lines())
        .singleElement()
        .asString()
        .contains("DATABASE_PASSWORD_FILE")
        .containsPattern("DATABASE_PASSWORD\\b")
        .doesNotContain("secret");
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Outcome outcome = run(Map.of("HTTP_PORT", Integer.toString(taken.getLocalPort())));
      assertThat(outcome.exitCode()).isEqualTo(2);
      assertThat(outcome.error()).contains("--http-port");
    }
  }

  private record Outcome(int exitCode, String error) {}

  private static Outcome run(Map<String, String> environment, String... arguments) {
    StringWriter error = new StringWriter();
    CommandLine line = ConsumerCommand.commandLine(environment).setErr(new PrintWriter(error));
    return new Outcome(line.execute(arguments), error.toString());
  }
}
