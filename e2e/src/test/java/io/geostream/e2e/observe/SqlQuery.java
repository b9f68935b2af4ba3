package io.geostream.e2e.observe;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A query to the database as it stands in a file, with macros and variables.
 *
 * @param name where it stands
 */
record SqlQuery(String name, Format format, String text) {

  /** What Grafana makes of the answer. */
  enum Format {
    TIME_SERIES,
    TABLE
  }

  /** Of a panel's target or a rule's model. */
  static SqlQuery of(String name, JsonNode target) {
    Format format =
        target.path("format").asText().equals("time_series") ? Format.TIME_SERIES : Format.TABLE;
    return new SqlQuery(name, format, target.path("rawSql").asText());
  }

  /** Whether it takes readings or averages as the range is short or long. */
  boolean choosesByRange() {
    return text.contains("hourly_metrics") && text.contains("<= INTERVAL '60 days'");
  }

  @Override
  public String toString() {
    return name;
  }
}
