package io.geostream.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That the files fit each other, and what Grafana wants of a dashboard beyond its types. */
class ProvisioningTest {

  private static final List<String> DATA_SOURCES =
      List.of("geostream-timescaledb", "geostream-prometheus");

  static List<Dashboard> dashboards() {
    return ObserveFiles.dashboards();
  }

  @Test
  void theDashboardsHaveTheAgreedNames() {
    assertThat(dashboards())
        .extracting(dashboard -> dashboard.json().path("uid").asText() + ": " + dashboard.title())
        .containsExactly(
            "geostream-readings: Real-Time Geospatial Metrics",
            "geostream-pipeline: Pipeline health");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyPanelSaysWhatItMeansAndWhomItAsks(Dashboard dashboard) {
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : dashboard.panels()) {
      String title = panel.path("title").asText();
      assertThat(ids.add(panel.path("id").asInt())).as(title).isTrue();
      assertThat(panel.path("description").asText()).as(title).hasSizeGreaterThan(10);
      assertThat(panel.path("targets")).as(title).isNotEmpty();
      for (JsonNode target : panel.path("targets")) {
        assertThat(target.at("/datasource/uid").asText()).as(title).isIn(DATA_SOURCES);
      }
      if (!panel.path("type").asText().equals("table")) {
        assertThat(panel.at("/fieldConfig/defaults").has("thresholds")).as(title).isTrue();
      }
      JsonNode place = panel.path("gridPos");
      assertThat(place.path("x").asInt() + place.path("w").asInt())
          .as(title)
          .isLessThanOrEqualTo(24);
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void isWrittenAsTheFileProviderTakesIt(Dashboard dashboard) {
    assertThat(dashboard.json().path("schemaVersion").asInt()).isEqualTo(42);
    assertThat(dashboard.json().has("__inputs")).isFalse();
    assertThat(dashboard.json().has("elements")).isFalse();
  }

  /** Tiles of a map would come from the internet. */
  @Test
  void theMapLoadsNothingFromElsewhere() {
    JsonNode map =
        dashboards().get(0).panels().stream()
            .filter(panel -> panel.path("type").asText().equals("geomap"))
            .findFirst()
            .orElseThrow()
            .path("options");
    assertThat(map.at("/basemap/type").asText()).isEqualTo("geojson");
    assertThat(map.findValuesAsText("src"))
        .hasSize(2)
        .allMatch(file -> file.startsWith("public/maps/"));
    assertThat(dashboards().toString()).doesNotContain("http://").doesNotContain("https://");
  }

  @Test
  void theDataSourcesHaveTheUidsThatAllRefersTo() {
    JsonNode file = ObserveFiles.provisioned("datasources/geostream.yaml");
    assertThat(ObserveFiles.elements(file, "datasources").map(each -> each.path("uid").asText()))
        .containsExactlyElementsOf(DATA_SOURCES);
    assertThat(file.at("/datasources/0/jsonData/timescaledb").asBoolean()).isTrue();
    assertThat(file.at("/datasources/0/jsonData/maxOpenConns").asInt()).isPositive();
    assertThat(file.at("/datasources/0/jsonData/connMaxLifetime").asInt()).isPositive();
  }

  /** {@code $__rate_interval} is made of what the data source says, and four scrapes long. */
  @Test
  void grafanaKnowsHowOftenPrometheusScrapes() {
    String scrape = ObserveFiles.prometheusConfig().at("/global/scrape_interval").asText();
    JsonNode file = ObserveFiles.provisioned("datasources/geostream.yaml");
    assertThat(file.at("/datasources/1/jsonData/timeInterval").asText()).isEqualTo(scrape);
    assertThat(Duration.parse("PT" + scrape)).isLessThanOrEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void prometheusFindsEveryCopyOfTheDaemons() {
    List<String> jobs =
        ObserveFiles.elements(ObserveFiles.prometheusConfig(), "scrape_configs")
            .map(
                job ->
                    "%s %s:%s"
                        .formatted(
                            job.path("job_name").asText(),
                            job.at("/dns_sd_configs/0/names/0").asText(),
                            job.at("/dns_sd_configs/0/port").asText()))
            .toList();
    assertThat(jobs)
        .containsExactly("consumer consumer:8000", "producer producer:8001", "prometheus :");
  }
}
