package io.geostream.e2e.observe;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A dashboard's file, with the queries in it. */
record Dashboard(Path file, JsonNode json) {

  String title() {
    return json.path("title").asText();
  }

  /** Without the rows, which only part them. */
  List<JsonNode> panels() {
    return ObserveFiles.elements(json, "panels")
        .filter(panel -> !panel.path("type").asText().equals("row"))
        .toList();
  }

  /** All that ask the database, variables first. */
  List<SqlQuery> sqlQueries() {
    return Stream.concat(variables(), panels().stream().flatMap(Dashboard::sqlQueries)).toList();
  }

  /** All expressions for Prometheus. */
  List<String> expressions() {
    return panels().stream()
        .flatMap(panel -> ObserveFiles.elements(panel, "targets"))
        .filter(target -> target.has("expr"))
        .map(target -> target.path("expr").asText())
        .toList();
  }

  private Stream<SqlQuery> variables() {
    return ObserveFiles.elements(json.path("templating"), "list")
        .map(
            variable ->
                new SqlQuery(
                    "variable " + variable.path("name").asText(),
                    SqlQuery.Format.TABLE,
                    variable.path("query").asText()));
  }

  static Stream<SqlQuery> sqlQueries(JsonNode panel) {
    return ObserveFiles.elements(panel, "targets")
        .filter(target -> target.has("rawSql"))
        .map(
            target ->
                SqlQuery.of(
                    panel.path("title").asText() + " " + target.path("refId").asText(), target));
  }
}
