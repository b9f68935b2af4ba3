package io.geostream.e2e.observe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that Grafana and Prometheus read. */
final class ObserveFiles {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  static final Path GRAFANA = ROOT.resolve("grafana");
  static final Path PROMETHEUS = ROOT.resolve("prometheus");
  static final Path COMPOSE = ROOT.resolve("docker-compose.yml");
  static final Path RUNBOOK = ROOT.resolve("docs/operations.md");

  static final ObjectMapper JSON = new ObjectMapper();
  static final ObjectMapper YAML = new YAMLMapper();

  private ObserveFiles() {}

  static List<Dashboard> dashboards() {
    return Stream.of("readings", "pipeline")
        .map(name -> GRAFANA.resolve("dashboards").resolve(name + ".json"))
        .map(file -> new Dashboard(file, read(JSON, file)))
        .toList();
  }

  static List<AlertRule> alertRules() {
    return elements(provisioned("alerting/rules.yaml"), "groups")
        .flatMap(group -> elements(group, "rules").map(rule -> new AlertRule(group, rule)))
        .toList();
  }

  /** A file below {@code grafana/provisioning}. */
  static JsonNode provisioned(String file) {
    return read(YAML, GRAFANA.resolve("provisioning").resolve(file));
  }

  /** The rules of Prometheus. */
  static List<JsonNode> prometheusRules() {
    return elements(read(YAML, PROMETHEUS.resolve("rules/geostream.yml")), "groups")
        .flatMap(group -> elements(group, "rules"))
        .toList();
  }

  static JsonNode prometheusConfig() {
    return read(YAML, PROMETHEUS.resolve("prometheus.yml"));
  }

  static Stream<JsonNode> elements(JsonNode node, String field) {
    return node.path(field).valueStream();
  }

  private static JsonNode read(ObjectMapper mapper, Path file) {
    try {
      return mapper.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
