package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.common.testing.Needs;
import io.geostream.consumer.Pipeline.Counts;
import io.geostream.stack.Database;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the consumer logs in to the database, and what it does when it may not. */
final class LoginIT {

  private static final int READINGS = 100;

  private final String role = "login_" + UUID.randomUUID().toString().replace('-', '_');
  private Database database;
  private Pipeline pipeline;

  @TempDir Path folder;

  @BeforeEach
  void makeARole() throws Exception {
    database = SharedStack.freshDatabase();
    Needs.that(database.password().isPresent(), "LoginIT", "the database asks for no password");
    pipeline =
        new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
    pipeline.execute("CREATE ROLE " + role + " LOGIN SUPERUSER PASSWORD 'first'");
    pipeline.sendReadings(0, READINGS);
  }

  @AfterEach
  void dropTheRole() throws Exception {
    try {
      pipeline.execute("REASSIGN OWNED BY " + role + " TO CURRENT_USER");
      pipeline.execute("DROP ROLE " + role);
    } finally {
      database.close();
    }
  }

  @Test
  void aPasswordThatIsRotatedInItsFileNeedsNoRestart() throws Exception {
    Path secret = Files.writeString(folder.resolve("password"), "first\n");
    try (Program consumer = start(Map.of("DATABASE_PASSWORD_FILE", secret.toString()))) {
      awaitCounts(READINGS);
      changePassword("second");
      pipeline.sendReadings(READINGS, READINGS);
      consumer.awaitReadiness(503);
      assertThat(consumer.get("/health/ready").body()).contains("database");

      Files.writeString(secret, "second");
      awaitCounts(2 * READINGS);
      consumer.awaitReady();
      assertThat(consumer.metric("geostream_dead_letters_total")).isZero();
      assertThat(consumer.err()).isEmpty();
    }
  }

  @Test
  void aPasswordThatIsRefusedInMidRunIsWaitedForLikeAnOutage() throws Exception {
    try (Program consumer = start(Map.of("DATABASE_PASSWORD", "first"))) {
      awaitCounts(READINGS);
      changePassword("second");
      pipeline.sendReadings(READINGS, READINGS);
      consumer.awaitReadiness(503);
      assertThat(consumer.metrics().sum("geostream_outage_active", "database")).isOne();

      pipeline.execute("ALTER ROLE " + role + " PASSWORD 'first'");
      awaitCounts(2 * READINGS);
      consumer.awaitReady();
      assertThat(consumer.err()).isEmpty();
    }
  }

  @Test
  void aPasswordThatIsWrongAtTheStartIsExitCode1() {
    try (Program refused = start(Map.of("DATABASE_PASSWORD", "wrong"))) {
      assertThat(refused.fails()).contains(role);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "migrate", "offsets show"})
  void noPasswordWhereTheServerAsksForOneIsExitCode2(String tool) {
    assertRefused(tool, database.jdbcUrl(), "DATABASE_PASSWORD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "migrate", "offsets show"})
  void aServerWithoutTheTlsThatTheUrlAsksForIsExitCode2(String tool) throws Exception {
    Needs.that(!"on".equals(ask("SHOW ssl")), "LoginIT", "the server speaks TLS");
    assertRefused(tool, database.jdbcUrl() + "?sslmode=require", "--database-url (DATABASE_URL)");
  }

  @Test
  void aRoleThatMayOnlyReadIsNamedAndWaitedFor() throws Exception {
    pipeline.execute("ALTER ROLE " + role + " SET default_transaction_read_only = on");
    try (Program consumer = start(Map.of("DATABASE_PASSWORD", "first"))) {
      await()
          .atMost(Program.LONG)
          .ignoreExceptions()
          .until(
              () -> consumer.get("/health/ready").body().contains("default_transaction_read_only"));
      pipeline.execute("ALTER ROLE " + role + " RESET default_transaction_read_only");
      awaitCounts(READINGS);
    }
  }

  private Program start(Map<String, String> variables) {
    List<String> arguments = ConsumerJar.argumentsOfKafka(pipeline);
    arguments.addAll(
        List.of(
            "--database-url",
            database.jdbcUrl(),
            "--database-user",
            role,
            "--allow-plain-postgresql"));
    return ConsumerJar.run("consumer", variables, folder, arguments);
  }

  private void assertRefused(String tool, String url, String named) {
    List<String> words = tool.isEmpty() ? List.of() : List.of(tool.split(" "));
    List<String> arguments = new ArrayList<>(words);
    arguments.addAll(List.of("--database-url", url, "--database-user", role));
    if (!tool.equals("migrate")) {
      arguments.addAll(List.of("--bootstrap-servers", pipeline.broker().bootstrapServers()));
      arguments.addAll(List.of("--topic", pipeline.topic()));
    }
    if (tool.isEmpty()) {
      arguments.addAll(List.of("--http-port", "0"));
    }
    Tool refused = Tool.run(folder, arguments);
    assertThat(refused.exitCode()).as(String.valueOf(refused)).isEqualTo(2);
    assertThat(refused.err()).singleElement().asString().contains(named);
  }

  private void changePassword(String password) throws SQLException {
    pipeline.execute("ALTER ROLE " + role + " PASSWORD '" + password + "'");
    pipeline.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + role + "'");
  }

  private String ask(String question) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getString(1);
    }
  }

  private void awaitCounts(int readings) {
    Callable<Counts> counts = pipeline::counts;
    await()
        .atMost(Program.LONG)
        .ignoreExceptions()
        .until(counts, Counts.eachOnce(readings)::equals);
  }
}
