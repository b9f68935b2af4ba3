package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.testing.Needs;
import io.geostream.consumer.Pipeline.Counts;
import io.geostream.stack.Database;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to say where the database is, and what its password is. */
final class DatabaseUrlIT {

  private static final String JDBC = "jdbc:postgresql://";
  private static final String REFUSING = "127.0.0.1:1";
  private static final int READINGS = 100;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "postgresql"})
  void aUrlAsLibpqWritesItIsTakenWithItsUser(String scheme) throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      String url = scheme + "://" + database.user() + "@" + place(database);
      Map<String, String> variables = new HashMap<>(ConsumerJar.password(database));
      variables.put("DATABASE_URL", url);
      assertDrains(database, variables);
    }
  }

  @Test
  void ofTwoHostsTheSecondIsTakenIfTheFirstRefuses() throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      assertDrains(
          database,
          ConsumerJar.password(database),
          "--database-url",
          "postgresql://" + REFUSING + "," + place(database),
          "--database-user",
          database.user());
    }
  }

  @Test
  void thePasswordIsReadFromItsFile() throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      Needs.that(
          database.password().isPresent(),
          "DatabaseUrlIT.thePasswordIsReadFromItsFile",
          "the database asks for no password");
      Path secret = folder.resolve("password");
      Files.writeString(secret, database.password().orElseThrow() + "\n");
      assertDrains(
          database,
          Map.of("DATABASE_PASSWORD_FILE", secret.toString()),
          "--database-url",
          database.jdbcUrl(),
          "--database-user",
          database.user());
    }
  }

  /** Host, port and name. */
  private static String place(Database database) {
    assertThat(database.jdbcUrl()).startsWith(JDBC);
    return database.jdbcUrl().substring(JDBC.length());
  }

  private void assertDrains(Database database, Map<String, String> variables, String... address)
      throws Exception {
    Pipeline pipeline =
        new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
    pipeline.sendReadings(0, READINGS);
    List<String> arguments = ConsumerJar.argumentsOfKafka(pipeline);
    arguments.addAll(List.of(address));
    arguments.addAll(List.of("--allow-plain-postgresql", "--drain"));
    try (Program drain = ConsumerJar.run("drain", variables, folder, arguments)) {
      drain.succeeds();
    }
    assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(READINGS));
  }
}
