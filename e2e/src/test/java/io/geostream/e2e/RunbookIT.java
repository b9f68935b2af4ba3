package io.geostream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.stack.ChildJvm;
import io.geostream.stack.ChildProcess;
import io.geostream.stack.Database;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.QuickStart;
import io.geostream.stack.testing.RequiresTimescaleDb;
import io.geostream.stack.testing.SharedStack;
import io.geostream.stack.testing.SkippedTests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/operations.md do what it says. */
class RunbookIT {

  private static final String JAVA_OPTIONS =
      "JDK_JAVA_OPTIONS=" + String.join(" ", QuickStart.options("256m", Jars.CONSUMER));

  @TempDir Path folder;

  @Test
  @RequiresTimescaleDb
  void aBackupTakenInMidRunIsRestoredWithoutGapOrDouble() throws Exception {
    try (Pipeline pipeline = Pipeline.in(folder).withPartitions(3);
        Database empty = SharedStack.freshDatabase()) {
      long sent = runWithBackup(pipeline);
      long before = rowsAtBackup(pipeline, empty);
      assertThat(before).isPositive().isLessThan(sent);

      Pipeline restored = pipeline.into(empty);
      try (Program consumer = restored.consumer("restored", "--drain")) {
        consumer.succeeds();
      }
      assertThat(restored.sql().readings()).isEqualTo(sent);
      assertThat(restored.sql().differentReadings()).isEqualTo(sent);
    }
  }

  /** Writes, is backed up, writes more. */
  private long runWithBackup(Pipeline pipeline) throws Exception {
    try (Program producer = pipeline.producer("--rate", "2000", "--seed", "1");
        Program consumer = pipeline.consumer("consumer")) {
      awaitWritten(consumer, 2_000);
      shell("backup", pipeline.database(), Map.of("DATABASE", address(pipeline.database())));
      awaitWritten(consumer, consumer.metric("messages_processed_total") + 1_000);
      producer.stopsOnSigterm();
      consumer.stopsOnSigterm();
      return pipeline.records();
    }
  }

  private long rowsAtBackup(Pipeline pipeline, Database target) throws Exception {
    shell("restore", pipeline.database(), Map.of("NEW_DATABASE", address(target)));
    return new Sql(target::connect).readings();
  }

  @Test
  @RequiresTimescaleDb
  void aReplayWritesAllThatKafkaStillHasOnceMore() throws Exception {
    Runbook runbook = Runbook.read();
    try (Pipeline pipeline = Pipeline.in(folder).withPartitions(3)) {
      try (Program producer = pipeline.producer("--rate", "0", "--count", "10000", "--seed", "1")) {
        producer.succeeds();
      }
      drain(pipeline);
      pipeline.sql().run("UPDATE geospatial_metrics SET temperature = 99");
      pipeline.sql().run("CALL refresh_continuous_aggregate('hourly_metrics', NULL, NULL)");

      shell("plan", pipeline.database(), settings(pipeline));
      shell("replay", pipeline.database(), settings(pipeline));
      drain(pipeline);
      for (String refresh : runbook.block("refresh").lines().toList()) {
        pipeline.sql().run(refresh);
      }

      assertThat(pipeline.sql().readings()).isEqualTo(10_000);
      assertThat(pipeline.sql().differentReadings()).isEqualTo(10_000);
      assertThat(pipeline.sql().number("SELECT sum(record_count) FROM hourly_metrics"))
          .isEqualTo(10_000);
      assertThat(pipeline.sql().rows("SELECT max(avg_temperature) < 99 FROM hourly_metrics"))
          .containsExactly("t");
    }
  }

  @Test
  @RequiresTimescaleDb
  void everyQueryRuns() throws Exception {
    try (Pipeline pipeline = Pipeline.in(folder).withPartitions(1)) {
      try (Program producer = pipeline.producer("--rate", "0", "--count", "100")) {
        producer.succeeds();
      }
      drain(pipeline);
      List<String> queries = Runbook.read().queries();
      assertThat(queries).hasSizeGreaterThan(2);
      for (String query : queries) {
        pipeline.sql().run(query);
      }
      assertThat(shell("offsets", pipeline.database(), settings(pipeline))).contains(" ok ");
    }
  }

  @Test
  void refusedReadingsAreListedAndSentAgainOnce() throws Exception {
    try (Pipeline pipeline = Pipeline.in(folder).withPartitions(1)) {
      send(pipeline, 0);
      send(pipeline, 0, Instant.now().minus(Duration.ofDays(40)));
      drain(pipeline);
      Files.copy(Jars.CONSUMER, folder.resolve("consumer.jar"));
      Map<String, String> environment =
          Map.of(
              "KAFKA_BOOTSTRAP_SERVERS",
              pipeline.broker().bootstrapServers(),
              "KAFKA_TOPIC",
              pipeline.topic());

      assertThat(shell("letters", pipeline.database(), environment)).contains("too-old");
      shell("rehearse", pipeline.database(), environment);
      assertThat(pipeline.records()).isEqualTo(2);
      shell("resend", pipeline.database(), environment);
      long once = pipeline.records();
      assertThat(once).as("records, with the one that was sent again").isGreaterThan(2);
      shell("resend", pipeline.database(), environment);
      assertThat(pipeline.records()).as("records after a second replay").isEqualTo(once);

      try (Program consumer = pipeline.consumer("consumer", "--drain", "--max-age", "0")) {
        consumer.succeeds();
      }
      assertThat(pipeline.sql().readings()).isEqualTo(2);
    }
  }

  @Test
  void newPartitionsAreReadFromTheirBeginning() throws Exception {
    try (Pipeline pipeline = Pipeline.in(folder).withPartitions(1);
        Program consumer = pipeline.consumer("consumer", "-K", "metadata.max.age.ms=1000")) {
      send(pipeline, 0);
      awaitWritten(consumer, 1);
      try (Admin admin =
          Admin.create(
              Map.<String, Object>of("bootstrap.servers", pipeline.broker().bootstrapServers()))) {
        admin.createPartitions(Map.of(pipeline.topic(), NewPartitions.increaseTo(3))).all().get();
      }
      send(pipeline, 2);
      send(pipeline, 1);
      awaitWritten(consumer, 3);
      consumer.stopsOnSigterm();
      assertThat(pipeline.sql().readings()).isEqualTo(3);
      assertThat(pipeline.sql().differentReadings()).isEqualTo(3);
    }
  }

  private static void drain(Pipeline pipeline) {
    try (Program consumer = pipeline.consumer("consumer", "--drain")) {
      consumer.succeeds();
    }
  }

  private static void awaitWritten(Program consumer, double readings) {
    await()
        .atMost(Program.LONG)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> consumer.metric("messages_processed_total") >= readings);
  }

  private static void send(Pipeline pipeline, int partition) throws Exception {
    send(pipeline, partition, Instant.now());
  }

  private static void send(Pipeline pipeline, int partition, Instant time) throws Exception {
    String reading =
        String.format(
            Locale.ROOT,
            "{\"timestamp\": \"%s\", \"location_id\": \"loc_%d\", \"temperature\": 20}",
            time,
            partition);
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", pipeline.broker().bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(pipeline.topic(), partition, null, reading)).get();
    }
  }

  /** What psql and the consumer's tools need to know. */
  private static Map<String, String> settings(Pipeline pipeline) {
    Map<String, String> settings = pipeline.databaseEnvironment();
    settings.put("DATABASE", address(pipeline.database()));
    settings.put("DATABASE_URL", pipeline.database().jdbcUrl());
    settings.put("DATABASE_USER", pipeline.database().user());
    settings.put("KAFKA_BOOTSTRAP_SERVERS", pipeline.broker().bootstrapServers());
    settings.put("KAFKA_TOPIC", pipeline.topic());
    return settings;
  }

  /** Runs a block of the runbook with the server's own client programs, and gives what it says. */
  private String shell(String block, Database server, Map<String, String> environment)
      throws Exception {
    Path script = folder.resolve(block + ".sh");
    String commands =
        Runbook.read().block(block).replace("consumer.jar", "'" + Jars.CONSUMER + "'");
    Files.writeString(script, "set -eu\ncd '" + folder + "'\n" + commands);
    String java = Path.of(ChildJvm.java()).resolveSibling("").toString();
    String path = java + ":" + programs(server) + ":" + System.getenv("PATH");
    requirePrograms(commands, path, server);
    try (ChildProcess shell =
        ChildProcess.start(
            block,
            List.of("env", "PATH=" + path, JAVA_OPTIONS, "sh", script.toString()),
            environment,
            folder)) {
      assertThat(shell.waitFor(Program.LONG)).as("%s runs still: %s", block, folder).isTrue();
      assertThat(shell.exitCode()).as(shell.logEnd()).hasValue(0);
      return Files.readString(shell.log());
    }
  }

  /** The server's own may be in a container, and older ones on the PATH are not enough. */
  private static void requirePrograms(String commands, String path, Database server)
      throws Exception {
    long needed = new Sql(server::connect).number("SHOW server_version_num") / 10_000;
    for (String program : List.of("psql", "pg_dump", "pg_restore")) {
      if (commands.matches("(?s).*\\b" + program + "\\b.*") && version(program, path) < needed) {
        SkippedTests.skipThisOne(
            String.format(Locale.ROOT, "needs %s of PostgreSQL %d", program, needed));
      }
    }
  }

  /** Its major version; 0 where there is none. */
  private static long version(String program, String path) throws Exception {
    Process asked =
        new ProcessBuilder("env", "PATH=" + path, program, "--version")
            .redirectErrorStream(true)
            .start();
    String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher version = Pattern.compile("\\(PostgreSQL\\) (\\d+)").matcher(said);
    return asked.waitFor() == 0 && version.find() ? Long.parseLong(version.group(1)) : 0;
  }

  private static String programs(Database server) throws SQLException {
    return String.join(
        "", new Sql(server::connect).rows("SELECT setting FROM pg_config WHERE name = 'BINDIR'"));
  }

  /** As libpq takes it. */
  private static String address(Database database) {
    String address = database.jdbcUrl().substring("jdbc:".length());
    String password = database.password().map(it -> ":" + it).orElse("");
    return address.replace("://", "://" + database.user() + password + "@");
  }
}
