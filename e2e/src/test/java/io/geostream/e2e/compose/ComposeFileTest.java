package io.geostream.e2e.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/compose.md says of the Compose file. */
class ComposeFileTest {

  private static final ComposeFile FILE = ComposeFile.read();
  private static final String SECRETS = "/run/geostream/secrets";

  static Stream<Service> services() {
    return FILE.services().stream();
  }

  static Stream<Service> servers() {
    return services().filter(service -> !service.isOneShot());
  }

  @Test
  void hasTheWholeStack() {
    assertThat(FILE.services())
        .extracting(Service::name)
        .containsExactlyInAnyOrder(
            "secrets",
            "kafka",
            "timescaledb",
            "migrate",
            "consumer",
            "producer",
            "prometheus",
            "grafana");
    assertThat(FILE.services())
        .filteredOn(Service::isOneShot)
        .extracting(Service::name)
        .containsExactlyInAnyOrder("secrets", "migrate");
  }

  @ParameterizedTest
  @MethodSource("services")
  void takesAnImageOfOneVersion(Service service) {
    assertThat(service.text("image")).matches("[a-z]+/[a-z]+:v?\\d+\\.\\d+\\.\\d+(-[a-z]+\\d*)?");
    if (service.has("build")) {
      assertThat(service.text("image"))
          .startsWith("geostream/")
          .endsWith(":" + Repository.version());
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void hasNoRightThatItDoesNotNeed(Service service) {
    assertThat(service.settings()).containsEntry("read_only", true);
    assertThat(service.list("cap_drop")).containsExactly("ALL");
    assertThat(service.list("security_opt")).containsExactly("no-new-privileges:true");
    assertThat(service.settings()).doesNotContainKeys("privileged", "pid", "ipc", "devices");
    // It gives each password to the one user who reads it; it is unreachable meanwhile.
    boolean givesFilesAway = service.name().equals("secrets");
    assertThat(service.list("cap_add")).isEqualTo(givesFilesAway ? List.of("CHOWN") : List.of());
    assertThat(service.text("network_mode")).isEqualTo(givesFilesAway ? "none" : "");
    if (!givesFilesAway && !usesOurImage(service)) {
      assertThat(service.text("user")).matches("[1-9]\\d*:\\d+");
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void isBoundedInMemoryAndLogs(Service service) {
    assertThat(service.text("mem_limit")).matches("\\d+[mg]");
    assertThat(service.map("logging").get("options"))
        .isEqualTo(Map.of("max-size", "10m", "max-file", "3"));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void isRestartedWatchedAndGivenTimeToStop(Service server) {
    assertThat(server.text("restart")).isEqualTo("unless-stopped");
    assertThat(server.map("healthcheck")).containsKeys("test", "interval", "timeout", "retries");
    assertThat(server.stopGracePeriod()).isGreaterThan(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @MethodSource("services")
  void waitsForServersThatAreHealthyAndForOneShotsThatAreDone(Service service) {
    service
        .map("depends_on")
        .forEach(
            (name, condition) ->
                assertThat(condition)
                    .as("%s waits for %s", service, name)
                    .isEqualTo(
                        Map.of(
                            "condition",
                            FILE.service(name).isOneShot()
                                ? "service_completed_successfully"
                                : "service_healthy")));
  }

  @ParameterizedTest
  @MethodSource("services")
  void opensPortsToThisMachineOnly(Service service) {
    assertThat(service.list("ports"))
        .allSatisfy(port -> assertThat(port).matches("127\\.0\\.0\\.1:\\$\\{[A-Z_]+:-\\d+}:\\d+"));
  }

  @ParameterizedTest
  @MethodSource("services")
  void canBeScaledWhereItIsOurs(Service service) {
    if (usesOurImage(service)) {
      assertThat(service.settings()).doesNotContainKeys("ports", "container_name", "hostname");
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void readsPasswordsFromFilesAlone(Service service) {
    service
        .environment()
        .forEach(
            (name, value) -> {
              if (name.contains("PASSWORD") || name.contains("SECRET")) {
                assertThat(name).endsWith("_FILE");
                assertThat(value).startsWith(SECRETS + "/");
                assertThat(service.list("volumes")).contains("secrets:" + SECRETS + ":ro");
              }
              assertThat(value).doesNotContainPattern("://[^/@]*:[^/@]*@");
            });
  }

  @Test
  void givesEachPasswordToTheUserWhoReadsIt() {
    String script = Repository.text("docker/secrets/make-passwords.sh");
    Map<String, String> readers =
        Map.of(
            "postgres-password", "timescaledb",
            "timeseries-password", "migrate",
            "consumer-password", "consumer",
            "grafana-password", "grafana",
            "grafana-admin-password", "grafana");

    assertThat(script.lines().filter(line -> line.startsWith("keep ")))
        .allSatisfy(
            line -> assertThat(readers).containsKey(line.replaceAll("keep (\\S+) .*", "$1")))
        .hasSameSizeAs(readers.keySet());
    for (Map.Entry<String, String> reader : readers.entrySet()) {
      String owner =
          script.replaceAll("(?s).*\nkeep " + reader.getKey() + " \"\\$(\\w+)\".*", "$1");
      assertThat(script)
          .contains("\n" + owner + "=" + userOf(FILE.service(reader.getValue())) + "\n");
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void mountsWhatIsThere(Service service) {
    for (String volume : service.list("volumes")) {
      String source = volume.replaceAll(":.*", "");
      if (source.startsWith("./")) {
        assertThat(Path.of(Repository.ROOT.toString(), source)).exists();
        assertThat(volume).as("a file of the repository is not written to").endsWith(":ro");
      } else {
        assertThat(FILE.volumes()).contains(source);
      }
    }
  }

  @Test
  void keepsWhatMustSurviveInNamedVolumes() {
    assertThat(FILE.volumes())
        .containsExactlyInAnyOrder(
            "kafka-data", "timescaledb-data", "prometheus-data", "grafana-data", "secrets");
  }

  private static boolean usesOurImage(Service service) {
    return service.has("build");
  }

  /** The number of the user; our own image has one of its own. */
  private static String userOf(Service service) {
    return service.has("user")
        ? service.text("user").replaceAll(":.*", "")
        : Dockerfile.read().only("USER").replaceAll(":.*", "");
  }
}
