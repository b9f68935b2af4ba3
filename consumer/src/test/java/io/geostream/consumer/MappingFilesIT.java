package io.geostream.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.geostream.common.mapping.file.MappingFile;
import io.geostream.stack.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code mapping show}, {@code infer}, {@code check} and {@code try} of files, without a server.
 */
final class MappingFilesIT {

  private static final Path SAMPLES =
      Path.of("src/test/resources/io/geostream/consumer/tool/mapping/samples").toAbsolutePath();

  private static final String MAPPING =
      "{table: t, time: ts, columns: {ts: {type: timestamptz}, v: {type: integer}}}";
  private static final String GOOD = "{\"ts\": \"2026-11-22T20:00:00Z\", \"v\": 1}";
  private static final String BAD = "{\"ts\": \"2026-11-22T20:00:00Z\", \"v\": 1.5}";

  @TempDir Path folder;

  private Tool mapping(String... words) {
    List<String> arguments = new ArrayList<>(List.of("mapping"));
    arguments.addAll(List.of(words));
    return Tool.run(folder, arguments);
  }

  private String file(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines).toString();
  }

  @Test
  void whatShowPrintsIsTheBuiltInFileAndIsInOrder() throws Exception {
    Tool shown = mapping("show");
    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out()).isEqualTo(MappingFile.builtInText().lines().toList());
    assertThat(mapping("check", file("shown.yaml", shown.out())).exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway-batch", "senml-pack", "tasmota-sensor"})
  void whatInferPrintsIsInOrderAndTakesTheSamples(String name) throws Exception {
    String samples = SAMPLES.resolve(name + ".ndjson").toString();
    Tool inferred = mapping("infer", "--samples", samples);
    assertThat(inferred.exitCode()).as(inferred.toString()).isZero();
    String mapping = file("inferred.yaml", inferred.out());
    assertThat(mapping("check", mapping).exitCode()).isZero();
    assertThat(mapping("try", mapping, "--samples", samples).exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no", "5", "[]"})
  void nothingToInferFromIsExitCode1(String content) throws Exception {
    Tool inferred = mapping("infer", "--samples", file("samples.ndjson", List.of(content)));
    assertFault(inferred, 1, "samples.ndjson");
  }

  @Test
  void tryingMessagesThatAreAllRowsIsExitCode0() throws Exception {
    Tool tried =
        mapping(
            "try",
            file("m.yaml", List.of(MAPPING)),
            "--samples",
            file("s", List.of(GOOD, "", GOOD)));
    assertThat(tried.exitCode()).as(tried.toString()).isZero();
    assertThat(tried.out())
        .contains("line 1: 1 row", "line 3: 1 row", "2 messages: 2 rows, 0 dead letters");
  }

  @Test
  void aDeadLetterAmongTheMessagesIsExitCode1AsJsonToo() throws Exception {
    Tool tried =
        mapping(
            "try",
            file("m.yaml", List.of(MAPPING)),
            "--samples",
            file("s", List.of(GOOD, BAD)),
            "--format",
            "json");
    assertThat(tried.exitCode()).as(tried.toString()).isEqualTo(1);
    List<JsonNode> messages = OffsetsTool.json(tried.out());
    assertThat(messages)
        .extracting(message -> message.path("error_code").asText())
        .containsExactly("null", "wrong-type");
    assertThat(messages.get(0).at("/rows/0/v").asInt()).isEqualTo(1);
    assertThat(messages.get(1).path("rows")).isEmpty();
  }

  @Test
  void messagesOfStdinAreTried() throws Exception {
    Process process =
        new ProcessBuilder(
                ChildJvm.java(),
                "-jar",
                Path.of("target", "consumer.jar").toAbsolutePath().toString(),
                "mapping",
                "try",
                file("m.yaml", List.of(MAPPING)),
                "--samples",
                "-")
            .redirectInput(Path.of(file("stdin", List.of(GOOD, BAD, GOOD))).toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(printed).endsWith("3 messages: 2 rows, 1 dead letter\n");
  }

  @Test
  void aFileThatIsNoMappingOrIsNotThereIsExitCode2() throws Exception {
    String wrong = file("wrong.yaml", List.of("table: t", "tmie: ts"));
    String samples = file("s", List.of(GOOD));
    assertFault(mapping("check", wrong), 2, "wrong.yaml:2", "tmie");
    assertFault(mapping("sql", wrong), 2, "wrong.yaml:2", "tmie");
    assertFault(mapping("try", wrong, "--samples", samples), 2, "wrong.yaml:2", "tmie");
    assertFault(mapping("try", file("m.yaml", List.of(MAPPING))), 2, "--samples");
    assertFault(mapping("infer", "--samples", "not-there"), 2, "--samples", "not-there");
    assertFault(mapping("check"), 2, "FILE");
    assertFault(mapping(), 2, "mapping", "infer");
  }

  private static void assertFault(Tool tool, int exitCode, String... named) {
    assertThat(tool.exitCode()).as(tool.toString()).isEqualTo(exitCode);
    assertThat(tool.out()).isEmpty();
    assertThat(tool.err()).singleElement().asString().contains(named);
  }
}
