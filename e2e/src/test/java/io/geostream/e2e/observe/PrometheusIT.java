package io.geostream.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.RequiresTimescaleDb;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus with our rules scrapes the real daemons, and answers what the dashboards and
 * rules ask.
 */
@RequiresTimescaleDb
class PrometheusIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  private static final Pattern NAME =
      Pattern.compile(
          "\\b(?:messages|processing|kafka|memory|geostream|jvm|process|system|hikaricp)_\\w+");

  private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(?:\\{.*})? \\S+$");

  /** An alert, or a line that is drawn only where there is something. */
  private static final Pattern COMPARISON = Pattern.compile("[<>]|==|absent");

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Pipeline pipeline;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Program producer;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Program consumer;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static PrometheusServer prometheus;

  @BeforeAll
  static void start() throws Exception {
    Tool.assumeThere("PrometheusIT", "prometheus");
    pipeline = Pipeline.in(folder).withPartitions(2);
    producer = pipeline.producer("--rate", "200", "--seed", "1");
    consumer = pipeline.consumer("consumer");
    producer.awaitReady();
    consumer.awaitReady();
    prometheus =
        PrometheusServer.start(
            Map.of("consumer", consumer.address(), "producer", producer.address()), folder);
    awaitScrapes();
  }

  /** Several of each target: a rate needs two. */
  private static void awaitScrapes() {
    await()
        .atMost(SOON)
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(
            () ->
                assertThat(
                        prometheus
                            .query("min(count_over_time(up[1m]))")
                            .at("/data/result/0/value/1")
                            .asInt())
                    .isGreaterThan(3));
  }

  @AfterAll
  static void stop() {
    Stream.of(prometheus, consumer, producer, pipeline).forEach(PrometheusIT::closeIfStarted);
  }

  private static void closeIfStarted(@Nullable AutoCloseable part) {
    if (part != null) {
      assertThatCode(part::close).doesNotThrowAnyException();
    }
  }

  @Test
  void everyTargetIsUp() throws Exception {
    JsonNode targets = prometheus.get("targets").at("/data/activeTargets");
    List<String> states = new ArrayList<>();
    for (JsonNode target : targets) {
      states.add(target.at("/labels/job").asText() + " " + target.path("health").asText());
    }
    assertThat(states).containsExactlyInAnyOrder("consumer up", "producer up", "prometheus up");
  }

  @Test
  void everyRuleIsLoadedAndNoneFails() throws Exception {
    JsonNode rules = prometheus.get("rules").at("/data/groups/0/rules");
    assertThat(rules).hasSameSizeAs(ObserveFiles.prometheusRules());
    assertThat(rules).allSatisfy(rule -> assertThat(rule.path("health").asText()).isEqualTo("ok"));
  }

  /**
   * Not that of the policy jobs: whether the database's own workers can do them is not up to the
   * daemons.
   */
  @Test
  void noAlertIsGivenWhileAllIsWell() throws Exception {
    JsonNode answer = prometheus.get("alerts").at("/data/alerts");
    assertThat(answer.isArray()).as("alerts: %s", answer).isTrue();
    List<String> alerts =
        answer.findValuesAsText("alertname").stream()
            .filter(name -> !name.equals("PolicyJobFailing"))
            .toList();
    assertThat(alerts).isEmpty();
  }

  @Test
  void everyMetricThatIsAskedForIsThere() throws Exception {
    Set<String> there = new TreeSet<>();
    for (Program daemon : List.of(producer, consumer)) {
      SAMPLE
          .matcher(daemon.get("/metrics").body())
          .results()
          .forEach(sample -> there.add(sample.group(1)));
    }
    Set<String> asked =
        expressions().stream()
            .flatMap(expression -> NAME.matcher(expression).results().map(MatchResult::group))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(asked).hasSizeGreaterThan(20);
    asked.removeAll(there);
    assertThat(asked).as("asked for and not there").isEmpty();
  }

  @Test
  void everyExpressionIsAnsweredAndThoseWithoutAConditionWithNumbers() throws Exception {
    for (String expression : expressions()) {
      JsonNode answer = prometheus.query(expression);
      assertThat(answer.path("status").asText())
          .as("%s: %s", expression, answer)
          .isEqualTo("success");
      if (!COMPARISON.matcher(expression).find()) {
        assertThat(answer.at("/data/result")).as(expression).isNotEmpty();
      }
    }
  }

  private static List<String> expressions() {
    Stream<String> dashboards =
        ObserveFiles.dashboards().stream().flatMap(dashboard -> dashboard.expressions().stream());
    Stream<String> alerts =
        ObserveFiles.alertRules().stream()
            .filter(rule -> !rule.asksTheDatabase())
            .map(rule -> rule.model().path("expr").asText());
    Stream<String> rules =
        ObserveFiles.prometheusRules().stream().map(rule -> rule.path("expr").asText());
    return Stream.of(dashboards, alerts, rules)
        .flatMap(each -> each)
        .map(PrometheusIT::withWindows)
        .distinct()
        .toList();
  }

  /** What Grafana puts in, for a Prometheus that scrapes every second. */
  private static String withWindows(String expression) {
    return expression.replace("$__rate_interval", "15s").replace("$__range", "1h");
  }
}
