package io.geostream.e2e.observe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The files that Grafana and Prometheus read. */
final class ObserveFiles {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  static final Path GRAFANA = ROOT.resolve("grafana");
  static final Path PROMETHEUS = ROOT.resolve("prometheus");
  static final Path COMPOSE = ROOT.resolve("docker-compose.yml");
  static final Path RUNBOOK = ROOT.resolve("docs/operations.md");

  static final ObjectMapper JSON = new ObjectMapper();

  private ObserveFiles() {}

  static List<Dashboard> dashboards() {
    return Stream.of("readings", "pipeline")
        .map(name -> GRAFANA.resolve("dashboards").resolve(name + ".json"))
        .map(file -> new Dashboard(file, json(file)))
        .toList();
  }

  static List<AlertRule> alertRules() {
    return elements(provisioned("alerting/rules.yaml"), "groups")
        .flatMap(group -> elements(group, "rules").map(rule -> new AlertRule(group, rule)))
        .toList();
  }

  /** A file below {@code grafana/provisioning}. */
  static JsonNode provisioned(String file) {
    return yaml(GRAFANA.resolve("provisioning").resolve(file));
  }

  /** The rules of Prometheus. */
  static List<JsonNode> prometheusRules() {
    return elements(yaml(PROMETHEUS.resolve("rules/geostream.yml")), "groups")
        .flatMap(group -> elements(group, "rules"))
        .toList();
  }

  static JsonNode prometheusConfig() {
    return yaml(PROMETHEUS.resolve("prometheus.yml"));
  }

  static Stream<JsonNode> elements(JsonNode node, String field) {
    return node.path(field).valueStream();
  }

  static JsonNode yaml(Path file) {
    Load yaml = new Load(LoadSettings.builder().setSchema(new CoreSchema()).build());
    try {
      return JSON.valueToTree(yaml.loadFromString(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
