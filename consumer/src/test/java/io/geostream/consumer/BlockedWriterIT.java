package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.consumer.Pipeline.Counts;
import io.geostream.stack.Database;
import io.geostream.stack.testing.SharedStack;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a frozen writer leaves behind does not hold up the others. */
final class BlockedWriterIT {

  @TempDir Path folder;

  @Test
  void aBackendOfAFrozenWriterThatBlocksOursIsEndedAndOthersAreNot() throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(2);
      pipeline.sendReadings(0, 100);
      try (var consumer =
          ConsumerProcess.start(
              "consumer", pipeline.broker(), database, pipeline.topic(), folder)) {
        awaitCounts(pipeline, Counts.eachOnce(100), Duration.ofSeconds(60));
        try (Connection frozen = connect(database, "geostream-consumer");
            Statement lock = frozen.createStatement()) {
          frozen.setAutoCommit(false);
          lock.execute("LOCK TABLE geospatial_metrics IN SHARE ROW EXCLUSIVE MODE");
          pipeline.sendReadings(100, 100);
          awaitCounts(pipeline, Counts.eachOnce(200), Duration.ofSeconds(10));
          assertThat(consumer.log()).contains("terminated backend");
        }
        try (Connection person = connect(database, "psql");
            Statement lock = person.createStatement()) {
          person.setAutoCommit(false);
          lock.execute("LOCK TABLE geospatial_metrics IN SHARE ROW EXCLUSIVE MODE");
          pipeline.sendReadings(200, 100);
          await()
              .during(Duration.ofSeconds(4))
              .atMost(Duration.ofSeconds(6))
              .until(() -> lock.executeQuery("SELECT 1").next());
          assertThat(pipeline.counts())
              .as("a person's lock is waited for")
              .isEqualTo(Counts.eachOnce(200));
          person.rollback();
        }
        awaitCounts(pipeline, Counts.eachOnce(300), Duration.ofSeconds(10));
      }
    }
  }

  private static Connection connect(Database database, String applicationName) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("user", database.user());
    database.password().ifPresent(password -> properties.setProperty("password", password));
    properties.setProperty("ApplicationName", applicationName);
    return DriverManager.getConnection(database.jdbcUrl(), properties);
  }

  private static void awaitCounts(Pipeline pipeline, Counts expected, Duration atMost) {
    Callable<Counts> counts = pipeline::counts;
    await().atMost(atMost).ignoreExceptions().until(counts, expected::equals);
  }
}
