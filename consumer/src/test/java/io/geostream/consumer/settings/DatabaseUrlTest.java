package io.geostream.consumer.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.settings.SettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a database URL says, and what it cannot say. */
final class DatabaseUrlTest {

  private static final String SECRET = "hunter2";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:postgresql://h:5433/d | h:5433/d",
        "jdbc:postgresql://h/d?user=u | h:5432/d",
        "jdbc:postgresql://h,[::1]:5433/d | h:5432,[::1]:5433/d",
        "jdbc:postgresql:d | localhost:5432/d",
        "jdbc:postgresql:// | localhost:5432/",
        "jdbc:postgresql://h/a%2Fb%20c | h:5432/a%2Fb%20c",
        "postgres://h | h:5432/",
        "postgresql://u:p@h1:1,h2:2/d?connect_timeout=3 | h1:1,h2:2/d",
        "postgresql:///d?host=h1,h2&port=5433 | h1:5433,h2:5433/d",
        "postgresql://u@/?host=h&dbname=e | h:5432/e",
        "jdbc:postgresql:///?PGHOST=h&PGDBNAME=e | h:5432/e",
        "jdbc:postgresql:/ | localhost:5432/",
        "jdbc:postgresql://h/a+b | h:5432/a%20b",
        "postgresql://h/a+b | h:5432/a%2Bb",
        "jdbc:postgresql:///?PGHOST=::1 | [::1]:5432/",
        "postgresql:///d?host=::1,fe80::1%25eth-0_1 | [::1]:5432,[fe80::1%eth-0_1]:5432/d",
        "jdbc:postgresql://[fe80::1%25eth-0_1]/d | [fe80::1%eth-0_1]:5432/d",
        "postgresql://h1,h2/d?target_session_attrs=primary | h1:5432,h2:5432/d"
      })
  void itsTextIsHostPortAndDatabase(String url, String text) {
    assertThat(DatabaseUrl.parse(url)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://me:a%40b%2Fc%3Ad+e@h/d, me, a@b/c:d+e",
    "postgresql://me@h/d?password=a%26b, me, a&b",
    "postgresql://h/d?user=a@b&password=x@y, a@b, x@y",
    "jdbc:postgresql://h/d?user=me&password=a+b%25, me, a+b%",
    "postgresql://me:p$$w${x}@h/d, me, p$$w${x}"
  })
  void userAndPasswordAreTakenOutOfIt(String url, String user, String password) {
    DatabaseUrl parsed = DatabaseUrl.parse(url);
    assertThat(parsed.user()).isEqualTo(user);
    assertThat(parsed.password()).isEqualTo(password);
    assertThat(parsed.parameters()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sslmode=require, sslmode, require",
    "channel_binding=require, channelBinding, require",
    "options=-c%20geqo%3Doff, options, -c geqo=off",
    "target_session_attrs=read-write, targetServerType, primary",
    "target_session_attrs=primary, targetServerType, primary",
    "target_session_attrs=any, targetServerType, any",
    "ssl=true, sslmode, require",
    "loginTimeout=2.5, loginTimeout, 2.5",
    "maxResultBuffer=10M, maxResultBuffer, 10M",
    "keepalives=0, tcpKeepAlive, false",
    "load_balance_hosts=random, loadBalanceHosts, true",
    "gssencmode=disable, gssEncMode, disable",
    "currentSchema=weather, currentSchema, weather"
  })
  void libpqsParametersMeanWhatTheyMeanThere(String query, String name, String value) {
    assertThat(DatabaseUrl.parse("postgresql://h/d?" + query).parameters())
        .containsExactly(Map.entry(name, value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://h/d?connect_timeout=15 | 15 | 20",
        "postgresql://h1,h2,h3/d?connect_timeout=15 | 15 | 50",
        "jdbc:postgresql://h/d?connectTimeout=15 | 15 | 20",
        "postgresql://h/d?connect_timeout=0 | 0 | 0",
        "postgresql://h/d?connect_timeout=-1 | 0 | 0",
        "postgresql://h/d?connect_timeout=2147483647 | 2147483647 | 2147483652",
        "jdbc:postgresql://h/d?connectTimeout=15&loginTimeout=7 | 15 | 7",
        "jdbc:postgresql://h/d?loginTimeout=30 | | 30"
      })
  void theTimeToConnectIsNotCutShortByOneThatTheUrlDoesNotGive(
      String url, @Nullable String connect, String login) {
    Map<String, String> parameters = DatabaseUrl.parse(url).parameters();
    assertThat(parameters.get("connectTimeout")).isEqualTo(connect);
    assertThat(parameters.get("loginTimeout")).isEqualTo(login);
  }

  @Test
  void libpqsRootCertificateMakesTheDriverVerify() throws Exception {
    Path root = Files.writeString(folder.resolve("root.crt"), Certificates.SELF_SIGNED);
    String url = "postgresql://h/d?sslmode=require&sslrootcert=";
    assertThat(DatabaseUrl.parse(url + root).parameters()).containsEntry("sslmode", "verify-ca");
    assertThat(DatabaseUrl.parse("postgresql://h/d?sslrootcert=system").parameters())
        .containsEntry("sslmode", "verify-full")
        .containsKey("sslfactory")
        .doesNotContainKey("sslrootcert");
    assertRefused(url + "system", "sslrootcert");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sslmod=require | sslmod",
        "SSLMODE=require | sslmode",
        "sslmode=requires | sslmode",
        "targetServerType=foo | targetServerType",
        "targetServerType=secondary | targetServerType",
        "targetServerType=preferSecondary | targetServerType",
        "targetServerType=preferSlave | targetServerType",
        "readOnly=true | readOnly",
        "ssl=yes | ssl",
        "ssl=ture | ssl",
        "socketTimeout=99999999999 | socketTimeout",
        "loginTimeout=soon | loginTimeout",
        "maxResultBuffer=much | maxResultBuffer",
        "socketTimeout=abc | socketTimeout",
        "tcpKeepAlive=yes | tcpKeepAlive",
        "sslrootcert=/no/such/file | sslrootcert",
        "sslcert=/no/such/file | sslcert",
        "sslkey=/no/such/file | sslkey",
        "ssl=true&sslfactory=no.such.Class | sslfactory",
        "sslfactory=no.such.Class | sslfactory",
        "sslmode=prefer&sslfactory=java.lang.String | sslfactory",
        "socketFactory=no.such.Class | socketFactory",
        "sslhostnameverifier=no.such.Class | sslhostnameverifier",
        "sslpasswordcallback=java.lang.String | sslpasswordcallback",
        "authenticationPluginClassName=no.such.Class | authenticationPluginClassName",
        "localSocketAddress=no.such.host.invalid | localSocketAddress",
        "localSocketAddress=192.0.2.1 | localSocketAddress",
        "ApplicationName=x | ApplicationName",
        "service=x | service",
        "target_session_attrs=any | target_session_attrs"
      })
  void aParameterOfTheDriverThatCannotWorkIsNamed(String query, String named) {
    assertRefused("jdbc:postgresql://h/d?" + query, named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sslmod=require | sslmod",
        "sslmode=requires | sslmode",
        "target_session_attrs=foo | target_session_attrs",
        "target_session_attrs=standby | target_session_attrs",
        "target_session_attrs=prefer-standby | target_session_attrs",
        "ssl=false | ssl",
        "ssl= | ssl",
        "connect_timeout=soon | connect_timeout",
        "connectTimeout=soon | connectTimeout",
        "channel_binding=perhaps | channel_binding",
        "keepalives_idle=1 | keepalives_idle",
        "tcp_user_timeout=1 | tcp_user_timeout",
        "application_name=x | application_name",
        "passfile=/x | passfile",
        "hostaddr=127.0.0.1 | hostaddr",
        "sslrootcert=/no/such/file | sslrootcert"
      })
  void aParameterOfLibpqThatCannotWorkIsNamed(String query, String named) {
    assertRefused("postgresql://h/d?" + query, named);
  }

  @ParameterizedTest
  @CsvSource({
    "'jdbc:postgresql://h1,h2/d?targetServerType=any', targetServerType",
    "'postgresql://h1,h2/d?target_session_attrs=any', target_session_attrs"
  })
  void anyOfSeveralHostsIsRefused(String url, String named) {
    assertRefused(url, named);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sslmode=prefer&sslfactory=org.postgresql.ssl.NonValidatingFactory",
        "sslfactory=org.postgresql.ssl.jdbc4.LibPQFactory",
        "sslhostnameverifier=org.postgresql.ssl.PGjdbcHostnameVerifier",
        "localSocketAddress=127.0.0.1",
        "localSocketAddress=0.0.0.0"
      })
  void whatTheDriverCanMakeIsTaken(String query) {
    assertThat(DatabaseUrl.parse("jdbc:postgresql://h/d?" + query).parameters()).isNotEmpty();
  }

  @Test
  void aRootCertificateThatIsNoneIsNamed() throws Exception {
    Path root = Files.writeString(folder.resolve("root.crt"), "none");
    assertRefused("jdbc:postgresql://h/d?sslmode=verify-ca&sslrootcert=" + root, root.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://u:hunter2@x@h/d",
        "postgresql://u:x@hunter2@h/d",
        "postgresql://u:hunter2/x@h/d",
        "postgresql://u:x/hunter2@h/d",
        "postgresql://u:x?hunter2@h/d",
        "postgresql://u:hunter2?x@h/d"
      })
  void whatHasToBeEscapedInAPasswordIsSaidAndThePasswordIsNot(String url) {
    assertRefused(url, "%40");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://u:hunter2@h/d",
        "jdbc:postgresql:u:hunter2@h/d",
        "jdbc:postgresql://h/d@hunter2",
        "jdbc:postgresql:/hunter2",
        "jdbc:postgresql://h/d/hunter2",
        "jdbc:postgresql://h:hunter2/d",
        "jdbc:postgresql://h/d?hunter2@h",
        "jdbc:postgresql://h/d?user=%hunter2",
        "postgresql://u:%zzhunter2@h/d",
        "postgresql://h:hunter2/d",
        "postgresql:///d?host=/hunter2",
        "postgresql:///d?port=hunter2",
        "postgresql:///d?host=u:hunter2@h",
        "postgresql:///d?host=u%3Ahunter2%40h",
        "postgresql://u%3Ahunter2%40h/d",
        "postgresql://h/d?sslmode=hunter2",
        "postgresql://h/d?connect_timeout=hunter2",
        "mysql://u:hunter2@h/d",
        "hunter2"
      })
  void aUrlThatIsRefusedIsNotRepeated(String url) {
    assertRefused(url, "");
  }

  private static void assertRefused(String url, String named) {
    assertThatThrownBy(() -> DatabaseUrl.parse(url))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("--database-url (DATABASE_URL)")
        .hasMessageContaining(named)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET));
  }
}
