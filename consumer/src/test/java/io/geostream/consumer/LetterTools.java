package io.geostream.consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.testing.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The subcommands of {@code dead-letters}, run on the letters of one topic. */
final class LetterTools {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final KafkaBroker broker;
  private final String topic;
  private final Path folder;

  LetterTools(KafkaBroker broker, String topic, Path folder) {
    this.broker = broker;
    this.topic = topic;
    this.folder = folder;
  }

  Program tool(String which, String... more) {
    return ConsumerJar.letters(which, broker, topic, folder, more);
  }

  Program replay(String... more) throws Exception {
    return tool("replay", more).succeeds();
  }

  List<JsonNode> list(String... filters) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--format", "json"));
    arguments.addAll(Arrays.asList(filters));
    try (var tool = tool("list", arguments.toArray(String[]::new)).succeeds()) {
      return json(tool);
    }
  }

  static List<JsonNode> json(Program tool) throws Exception {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : tool.out().lines().toList()) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  /** What became of how many letters. */
  static List<String> outcomes(Program tool) throws Exception {
    return json(tool).stream()
        .map(row -> row.get("outcome").asText() + " " + row.get("letters"))
        .toList();
  }

  /** The topic and the number of letters in a row. */
  static String count(JsonNode row) {
    return row.get("topic").asText() + " " + row.get("letters");
  }

  /** Waits for its end after a fault: it is named in the last line on stderr. */
  static String error(Program tool) {
    return tool.failsAtLast();
  }
}
