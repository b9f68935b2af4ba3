package io.geostream.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules and the configuration of Prometheus, by its own checker. */
class PrometheusRulesIT {

  private static final Path TESTS = ObserveFiles.PROMETHEUS.resolve("tests/geostream.yml");

  @BeforeEach
  void needsTheChecker() throws Exception {
    Tool.assumeThere("PrometheusRulesIT", "promtool");
  }

  @Test
  void theConfigurationIsValidAndNamesTheRules() throws Exception {
    Tool.Result result =
        Tool.run(ObserveFiles.PROMETHEUS, "promtool", "check", "config", "prometheus.yml");
    result.assertSucceeded();
    assertThat(result.output()).contains("SUCCESS: 1 rule files found");
  }

  @Test
  void eachAlertFiresWhenItShallAndOnlyThen() throws Exception {
    Tool.run(ObserveFiles.PROMETHEUS, "promtool", "test", "rules", TESTS.toString())
        .assertSucceeded();
  }

  /** Else a rule that never fires would pass too. */
  @Test
  void eachAlertIsTestedBothWays() {
    Set<String> firing = new HashSet<>();
    Set<String> silent = new HashSet<>();
    JsonNode file = ObserveFiles.yaml(TESTS);
    ObserveFiles.elements(file, "tests")
        .flatMap(test -> ObserveFiles.elements(test, "alert_rule_test"))
        .forEach(
            check ->
                (check.path("exp_alerts").isEmpty() ? silent : firing)
                    .add(check.path("alertname").asText()));
    Set<String> alerts = new HashSet<>();
    ObserveFiles.prometheusRules().forEach(rule -> alerts.add(rule.path("alert").asText()));
    assertThat(firing).isEqualTo(alerts);
    assertThat(silent).isEqualTo(alerts);
  }
}
