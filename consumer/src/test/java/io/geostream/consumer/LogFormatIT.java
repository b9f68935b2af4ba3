package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.geostream.stack.Database;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --log-format json} is for machines. */
final class LogFormatIT {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @TempDir Path folder;

  @Test
  void jsonWritesOnlyObjectsOnStdoutAndOnStderr() throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
      try (Program refused = start("refused", pipeline, "--migrate", "check")) {
        assertIsObject(refused.fails());
        refused.out().lines().forEach(LogFormatIT::assertIsObject);
      }
      pipeline.sendReadings(0, 10);
      pipeline.send(IntStream.range(10, 11), any -> "{\"\n".getBytes(StandardCharsets.UTF_8));
      try (Program drain = start("drain", pipeline, "--drain")) {
        drain.succeeds();
        assertThat(drain.out()).isNotEmpty();
        drain.out().lines().forEach(LogFormatIT::assertIsObject);
        assertThat(drain.err()).isEmpty();
      }
    }
  }

  @Test
  void theDatabaseDriverLogsAsEverythingElseDoes() throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
      try (Program drain = start("drain", pipeline, "--drain", "--log-level", "TRACE")) {
        drain.succeeds();
        drain.err().lines().forEach(LogFormatIT::assertIsObject);
        drain.out().lines().forEach(LogFormatIT::assertIsObject);
        assertThat(drain.out().lines())
            .extracting(line -> JSON.readTree(line).path("loggerName").asText())
            .anyMatch(logger -> logger.startsWith("org.postgresql"));
      }
    }
  }

  private Program start(String name, Pipeline pipeline, String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "--log-format";
    arguments[1] = "json";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return ConsumerJar.start(name, pipeline, folder, arguments);
  }

  private static void assertIsObject(String line) {
    try {
      assertThat(JSON.readTree(line).isObject()).as(line).isTrue();
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + line, e);
    }
  }
}
