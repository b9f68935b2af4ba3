package io.geostream.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The shape of what Grafana refuses to start with, or takes silently for something else, if it is
 * wrong.
 */
class AlertRulesTest {

  private static final String RUNBOOK = "docs/operations.md#";
  private static final List<String> DATA_SOURCES =
      List.of("geostream-timescaledb", "geostream-prometheus");

  static List<AlertRule> rules() {
    return ObserveFiles.alertRules();
  }

  @Test
  void areTheAgreedOnes() {
    assertThat(rules())
        .extracting(rule -> rule.title() + " " + rule.json().at("/labels/severity").asText())
        .containsExactly(
            "HighTemperature warning",
            "DataIngestionStopped critical",
            "LagGrowing warning",
            "DeadLetters warning",
            "ServerOutage critical",
            "TargetDown critical",
            "PolicyJobFailing warning");
    assertThat(rules())
        .extracting(rule -> rule.json().path("uid").asText())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void hasTheShapeThatGrafanaTakes(AlertRule rule) {
    JsonNode json = rule.json();
    assertThat(json.path("uid").asText()).matches("[A-Za-z0-9_-]{1,40}");
    assertThat(rule.group().path("folder").asText()).isEqualTo("geostream");
    assertThat(Integer.parseInt(rule.group().path("interval").asText().replace("s", "")) % 10)
        .isZero();
    assertThat(json.path("noDataState").asText()).isIn("NoData", "Alerting", "OK", "KeepLast");
    assertThat(json.path("execErrState").asText()).isIn("Alerting", "Error", "OK", "KeepLast");
    assertThat(json.path("for").asText()).matches("\\d+[sm]");
    assertThat(json.path("condition").asText()).isEqualTo("C");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void asksThenReducesThenCompares(AlertRule rule) {
    assertThat(rule.data())
        .extracting(step -> step.path("refId").asText())
        .containsExactly("A", "B", "C");
    for (JsonNode step : rule.data()) {
      assertThat(step.at("/model/refId")).isEqualTo(step.path("refId"));
      assertThat(step.at("/model/datasource/uid")).isEqualTo(step.path("datasourceUid"));
    }
    assertThat(rule.query().path("datasourceUid").asText()).isIn(DATA_SOURCES);
    JsonNode reduce = rule.data().get(1).path("model");
    assertThat(reduce.path("type").asText()).isEqualTo("reduce");
    assertThat(reduce.path("expression").asText()).isEqualTo("A");
    JsonNode compare = rule.data().get(2).path("model");
    assertThat(compare.path("type").asText()).isEqualTo("threshold");
    assertThat(compare.path("expression").asText()).isEqualTo("B");
    assertThat(compare.path("conditions")).hasSize(1);
    assertThat(compare.at("/conditions/0/evaluator/type").asText()).isIn("gt", "lt");
    assertThat(compare.at("/conditions/0/evaluator/params")).hasSize(1);
  }

  /**
   * A doubled one stays double in a query; a single one in a label is taken for a variable of the
   * environment.
   */
  @ParameterizedTest
  @MethodSource("rules")
  void writesDollarsAsEachPlaceTakesThem(AlertRule rule) {
    assertThat(rule.model().toString()).doesNotContain("$$").doesNotContain("${");
    assertThat(rule.json().path("annotations").toString())
        .doesNotContain("$$")
        .doesNotContain("${");
    assertThat(rule.json().path("labels").toString()).doesNotContain("$");
    assertThat(rule.title()).doesNotContain("$");
  }

  /** Where only a mapping's table is written, the weather's has no rows, or is not there. */
  @Test
  void onlyThatOfTheWeatherAsksItsTable() {
    assertThat(rules())
        .filteredOn(AlertRule::asksTheDatabase)
        .extracting(AlertRule::title)
        .containsExactly("HighTemperature");
  }

  /** For a vanished series is taken for a healthy one. */
  @Test
  void silenceIsANumberAndNoAnswerIsAnAlert() {
    AlertRule stopped =
        rules().stream()
            .filter(rule -> rule.title().equals("DataIngestionStopped"))
            .findFirst()
            .orElseThrow();
    assertThat(stopped.json().path("noDataState").asText()).isEqualTo("Alerting");
    assertThat(stopped.model().path("expr").asText())
        .contains("or on () vector(0)")
        .endsWith("== bool 0");
  }

  @Test
  void everyAlertSaysWhatItIsAndWhereItIsExplained() {
    everyAlert()
        .forEach(
            alert -> {
              String name = alert.path("title").asText(alert.path("alert").asText());
              JsonNode annotations = alert.path("annotations");
              assertThat(annotations.path("summary").asText()).as(name).isNotBlank();
              assertThat(annotations.path("description").asText()).as(name).isNotBlank();
              assertThat(annotations.path("runbook_url").asText())
                  .isEqualTo(RUNBOOK + name.toLowerCase(Locale.ROOT));
            });
  }

  @Test
  void everyAlertHasItsHeadingInTheRunbook() throws IOException {
    assertThat(ObserveFiles.RUNBOOK).exists();
    List<String> headings = new ArrayList<>();
    for (String line : Files.readAllLines(ObserveFiles.RUNBOOK)) {
      if (line.startsWith("#")) {
        headings.add(line.replaceFirst("#+ +", "").strip().toLowerCase(Locale.ROOT));
      }
    }
    assertThat(headings)
        .containsAll(
            everyAlert()
                .map(alert -> alert.at("/annotations/runbook_url").asText())
                .map(url -> url.substring(RUNBOOK.length()))
                .toList());
  }

  @Test
  void notificationsGoToAContactPointThatExists() {
    JsonNode points = ObserveFiles.provisioned("alerting/contact-points.yaml");
    JsonNode policy = ObserveFiles.provisioned("alerting/policies.yaml").path("policies").path(0);
    List<String> names =
        ObserveFiles.elements(points, "contactPoints")
            .map(point -> point.path("name").asText())
            .toList();
    assertThat(names).containsAll(policy.findValuesAsText("receiver"));
    assertThat(policy.at("/receiver").asText()).isNotEmpty();
  }

  /** Grafana does not start with an empty address, and knows no default for an unset variable. */
  @Test
  void composeGivesTheContactPointAnAddress() {
    assertThat(ObserveFiles.provisioned("alerting/contact-points.yaml").findValuesAsText("url"))
        .containsExactly("${GEOSTREAM_ALERT_WEBHOOK}");
    assertThat(ObserveFiles.COMPOSE).exists();
    JsonNode compose = ObserveFiles.yaml(ObserveFiles.COMPOSE);
    assertThat(compose.at("/services/grafana/environment/GEOSTREAM_ALERT_WEBHOOK").asText())
        .matches("\\$\\{GEOSTREAM_ALERT_WEBHOOK:-http.+}");
  }

  private static Stream<JsonNode> everyAlert() {
    return Stream.concat(
        rules().stream().map(AlertRule::json), ObserveFiles.prometheusRules().stream());
  }
}
