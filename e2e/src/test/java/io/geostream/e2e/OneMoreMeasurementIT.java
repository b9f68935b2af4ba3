package io.geostream.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.stack.ChildJvm;
import io.geostream.stack.ChildProcess;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.QuickStart;
import io.geostream.stack.testing.TopicContent;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One more measurement is one line and one migration: the example of CONTRIBUTING.md, done here on
 * top of the jar as it is.
 */
class OneMoreMeasurementIT {

  private static final Path FIELDS =
      Path.of("..", "common", "src", "main", "java")
          .resolve("io/geostream/common/reading/NumericField.java");
  private static final Path MIGRATIONS =
      Path.of("..", "sql", "src", "main", "resources").resolve("io/geostream/sql/migrations");
  private static final Path EXAMPLE = Path.of("..", "CONTRIBUTING.md");
  private static final Pattern LINE = Pattern.compile("(?m)^ *DEW_POINT\\(.*\\);$");
  private static final Pattern MIGRATION = Pattern.compile("(?m)^ALTER TABLE .* dew_point .*;$");

  @TempDir Path folder;

  @Test
  void isOneLineAndOneMigration() throws Exception {
    Path added = Files.createDirectories(folder.resolve("added"));
    compileWithOneLineMore(added);
    addMigration(added);
    try (Pipeline pipeline = Pipeline.in(folder).withPartitions(1)) {
      send(pipeline, reading("loc_1", "12.5"), reading("loc_2", "100.5"));
      try (Program consumer = drainWith(added, pipeline)) {
        consumer.succeeds();
      }
      assertThat(pipeline.sql().rows("SELECT location_id, dew_point FROM geospatial_metrics"))
          .containsExactly("loc_1 12.5");
      assertThat(deadLetter(pipeline)).contains("loc_2");
    }
  }

  private static void compileWithOneLineMore(Path target) throws IOException {
    String source = Files.readString(FIELDS);
    // The first semicolon at the end of a line ends the list of constants.
    int endOfList = source.indexOf(");\n", source.indexOf("LATITUDE("));
    Path changed = Files.createDirectories(target.resolve("source")).resolve("NumericField.java");
    Files.writeString(
        changed,
        new StringBuilder(source)
            .replace(endOfList, endOfList + ");".length(), "),\n" + example(LINE))
            .toString());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      boolean compiled =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  List.of(
                      "-proc:none",
                      "-encoding",
                      "UTF-8",
                      "-cp",
                      Jars.CONSUMER.toString(),
                      "-d",
                      target.toString()),
                  null,
                  files.getJavaFileObjects(changed))
              .call();
      assertThat(compiled).as(said.toString()).isTrue();
    }
  }

  private static String example(Pattern pattern) throws IOException {
    Matcher found = pattern.matcher(Files.readString(EXAMPLE));
    assertThat(found.find()).as("%s in %s", pattern, EXAMPLE).isTrue();
    return found.group();
  }

  /** For both kinds of database at once, with the next number. */
  private static void addMigration(Path target) throws IOException {
    int next;
    try (Stream<Path> files = Files.walk(MIGRATIONS)) {
      next =
          1
              + files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.matches("V\\d+__.*\\.sql"))
                  .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf('_'))))
                  .max()
                  .orElseThrow();
    }
    Path common = target.resolve("io/geostream/sql/migrations/common");
    Files.writeString(
        Files.createDirectories(common).resolve("V" + next + "__dew_point.sql"),
        example(MIGRATION));
  }

  private Program drainWith(Path added, Pipeline pipeline) {
    List<String> command = new ArrayList<>();
    command.add(ChildJvm.java());
    command.addAll(QuickStart.options("256m"));
    command.addAll(
        List.of(
            "-cp",
            added + File.pathSeparator + Jars.CONSUMER,
            "io.geostream.consumer.ConsumerCommand",
            "--drain"));
    command.addAll(pipeline.consumerArguments(pipeline.database().user()));
    return Program.of(
        ChildProcess.start("consumer", command, pipeline.databaseEnvironment(), folder));
  }

  private static String reading(String location, String dewPoint) {
    return "{\"timestamp\": \"%s\", \"location_id\": \"%s\", \"dew_point\": %s}"
        .formatted(Instant.now(), location, dewPoint);
  }

  private static void send(Pipeline pipeline, String... readings) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", pipeline.broker().bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (String reading : readings) {
        producer.send(new ProducerRecord<>(pipeline.topic(), reading)).get();
      }
    }
  }

  /** The only one, as its error code, its error message and its value. */
  private static String deadLetter(Pipeline pipeline) {
    var letters =
        TopicContent.of(pipeline.broker().bootstrapServers(), pipeline.topic() + ".dead-letter")
            .records();
    assertThat(letters).hasSize(1);
    var letter = letters.get(0);
    String code =
        new String(letter.headers().lastHeader("x-error-code").value(), StandardCharsets.UTF_8);
    assertThat(code).isEqualTo("out-of-range");
    return new String(letter.value(), StandardCharsets.UTF_8);
  }
}
