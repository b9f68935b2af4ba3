package io.geostream.e2e.observe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/** A rule of Grafana's, with the group that it stands in. */
record AlertRule(JsonNode group, JsonNode json) {

  String title() {
    return json.path("title").asText();
  }

  List<JsonNode> data() {
    return ObserveFiles.elements(json, "data").toList();
  }

  /** The first step: what it asks the database or Prometheus. */
  JsonNode query() {
    return data().get(0);
  }

  JsonNode model() {
    return query().path("model");
  }

  boolean asksTheDatabase() {
    return model().has("rawSql");
  }

  SqlQuery sqlQuery() {
    return SqlQuery.of(title(), model());
  }

  /** How far back from now it looks. */
  Duration lookBack() {
    return Duration.ofSeconds(query().path("relativeTimeRange").path("from").asLong());
  }

  @Override
  public String toString() {
    return title();
  }
}
