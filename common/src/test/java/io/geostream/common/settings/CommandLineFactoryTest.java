package io.geostream.common.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineFactoryTest {

  private static final Map<String, String> NONE = Map.of();

  @Test
  void takesAFlagOverItsVariableOverItsDefault() {
    Map<String, String> environment = Map.of("PROBE_ROWS", "7", "KAFKA_TOPIC", "of-the-variable");

    assertThat(Probe.run(environment, "--rows", "8").accepted().rows).isEqualTo(8);
    assertThat(Probe.run(environment).accepted().rows).isEqualTo(7);
    assertThat(Probe.run(NONE).accepted().rows).isEqualTo(100);
    assertThat(Probe.run(environment, "--topic=of-the-flag").accepted().common.topic())
        .isEqualTo("of-the-flag");
    assertThat(Probe.run(environment).accepted().common.topic()).isEqualTo("of-the-variable");
    assertThat(Probe.run(NONE).accepted().common.topic()).isEqualTo("geospatial-data");
  }

  @Test
  void takesAnEmptyVariableForUnset() {
    ProbeCommand command =
        Probe.run(Map.of("PROBE_ROWS", "", "PROBE_DRAIN", "", "PROBE_MODE", "", "HTTP_PORT", ""))
            .accepted();
    assertThat(command.rows).isEqualTo(100);
    assertThat(command.drain).isFalse();
    assertThat(command.mode).isEqualTo(ProbeCommand.Mode.SLOW);
    assertThat(command.common.http().address(8000).port()).isEqualTo(8000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a$$b${x}",
        "${sys:user.dir}",
        "${env:HOME}",
        "$",
        "$$",
        "a\\b\\\\{x}",
        "{x}",
        " s ",
        "\"q\"",
        "@f",
        "_NULL_"
      })
  void takesAVariableAsItStands(String text) {
    assertThat(Probe.run(Map.of("HTTP_HOST", text)).accepted().common.http().address(0).host())
        .isEqualTo(text);
  }

  @Test
  void takesAnyVariableAsItStands() {
    Random random = new Random(16);
    for (int run = 0; run < 300; run++) {
      String text =
          random
              .ints(1 + random.nextInt(12), 0, 10)
              .mapToObj(at -> "$$${}\\:-ax".substring(at, at + 1))
              .collect(Collectors.joining());
      takesAVariableAsItStands(text);
    }
  }

  @Test
  void doesNotRepeatWhatItCannotPlace() {
    for (String[] arguments :
        new String[][] {
          {"hunter2"},
          {"hunter2", "sub"},
          {"sub", "hunter2"},
          {"--rows", "1", "hunter2"},
          {"-phunter2"},
          {"--no-such-flag=hunter2"},
          {"--no-such-flag", "hunter2"},
          {"postgresql://u:hunter2@h/d"},
          {"--topic", "--http-host=hunter2"},
          {"--topic", "postgresql://u:hunter2@h/d"},
          {"--topic=postgresql://hunter2@h/d"},
          {"--rows", "postgresql://u:hunter2@h/d"},
          {"--topic", "x?pass%77ord=hunter2"},
          {"--topic", "x?a=b&sslPassword=hunter2"},
          {"sub", "--depth=postgresql://u:hunter2@h/d"},
          {"-K", "ssl.key.password:hunter2"},
          {"--http-host", "x", "--http-host", "hunter2"},
        }) {
      assertThat(Probe.run(NONE, arguments).refusal()).doesNotContain("hunter2");
    }
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "TRUE, true", "False, false"})
  void readsSwitchesFromVariables(String text, boolean on) {
    assertThat(Probe.run(Map.of("PROBE_DRAIN", text)).accepted().drain).isEqualTo(on);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false", ""})
  void aSwitchGivenAsAFlagIsOnWhateverItsVariableSays(String variable) {
    assertThat(Probe.run(Map.of("PROBE_DRAIN", variable), "--drain").accepted().drain).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "PROBE_DRAIN, --drain, perhaps",
    "PROBE_ROWS, --rows, many",
    "PROBE_ROWS, --rows, 1.5",
    "PROBE_ROWS, --rows, 0",
    "PROBE_ROWS, --rows, 1001",
    "PROBE_ROWS, --rows, 99999999999",
    "PROBE_RATE, --rate, -0.1",
    "PROBE_RATE, --rate, NaN",
    "PROBE_RATE, --rate, fast",
    "PROBE_WAIT, --wait, 9ms",
    "PROBE_WAIT, --wait, 61s",
    "PROBE_WAIT, --wait, soon",
    "PROBE_MODE, --mode, quick",
    "HTTP_PORT, --http-port, 65536",
    "HTTP_PORT, --http-port, -1",
    "LOG_LEVEL, --log-level, LOUD",
    "LOG_FORMAT, --log-format, xml",
    "KAFKA_TOPIC, --topic, no spaces",
    "KAFKA_TOPIC, --topic, ..",
    "KAFKA_CONFIG_FILE, --kafka-config, /nowhere/client.properties"
  })
  void refusesABadValueInOneLineThatNamesFlagAndVariable(
      String variable, String flag, String value) {
    assertThat(Probe.run(Map.of(variable, value)).refusal())
        .contains(flag + " (" + variable + ")")
        .containsOnlyOnce(flag);
    if (!variable.equals("PROBE_DRAIN")) {
      assertThat(Probe.run(NONE, flag, value).refusal())
          .contains(flag + " (" + variable + ")")
          .containsOnlyOnce(flag);
    }
  }

  @Test
  void refusesPicocliWordForNoValueWhereItIsNoValue() {
    assertThat(Probe.run(Map.of("PROBE_ROWS", "_NULL_")).refusal()).contains("--rows (PROBE_ROWS)");
    assertThat(Probe.run(Map.of("PROBE_DRAIN", "_NULL_")).refusal()).contains("PROBE_DRAIN");
    assertThat(Probe.run(Map.of("PROBE_ROWS", "_NULL_"), "--rows", "5").accepted().rows)
        .isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({"1", "1000"})
  void acceptsBothBounds(String rows) {
    assertThat(Probe.run(NONE, "--rows", rows).accepted().rows).isEqualTo(Integer.parseInt(rows));
  }

  @Test
  void namesTheRangeInTheSettingsOwnNotation() {
    assertThat(Probe.run(NONE, "--wait", "61s").refusal())
        .isEqualTo("probe: --wait (PROBE_WAIT): 61s is outside 10ms…1m");
    assertThat(Probe.run(NONE, "--rows", "0").refusal())
        .isEqualTo("probe: --rows (PROBE_ROWS): 0 is outside 1…1000");
  }

  @Test
  void namesTheWordsOfAChoiceAsTheyAreWritten() {
    assertThat(Probe.run(NONE, "--mode", "quick").refusal())
        .isEqualTo("probe: --mode (PROBE_MODE): 'quick' is none of slow, fast");
    assertThat(Probe.run(Map.of("LOG_FORMAT", "xml")).refusal())
        .isEqualTo("probe: --log-format (LOG_FORMAT): 'xml' is none of text, json");
  }

  @Test
  void readsDurationsAndChoicesWithoutRegardToCase() {
    ProbeCommand command =
        Probe.run(Map.of("PROBE_WAIT", "30s"), "--mode", "FAST", "--log-level", "debug").accepted();
    assertThat(command.wait).isEqualTo(Duration.ofSeconds(30));
    assertThat(command.mode).isEqualTo(ProbeCommand.Mode.FAST);
    assertThat(command.common.logging().level()).isEqualTo(LoggingSettings.Level.DEBUG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--colour", "--row", "-x", "subs", "Suv"})
  void refusesWhatItDoesNotKnow(String argument) {
    assertThat(Probe.run(NONE, argument).refusal()).contains(argument);
  }

  @Test
  void refusesASettingGivenTwiceOrWithoutAValue() {
    assertThat(Probe.run(NONE, "--rows", "1", "--rows", "2").refusal()).contains("--rows");
    assertThat(Probe.run(NONE, "--rows").refusal()).contains("--rows (PROBE_ROWS)");
  }

  @Test
  void refusesASettingBeforeTheSubcommand() {
    assertThat(Probe.run(NONE, "--rows", "5", "sub").refusal())
        .isEqualTo("probe: --rows (PROBE_ROWS): has to stand after 'sub'");
  }

  @Test
  void readsAndChecksTheSettingsOfASubcommand() {
    assertThat(Probe.run(NONE, "sub", "--depth", "5").exitCode()).isEqualTo(45);
    assertThat(Probe.run(Map.of("SUB_DEPTH", "6"), "sub").exitCode()).isEqualTo(46);
    assertThat(Probe.run(Map.of("SUB_DEPTH", "10"), "sub").refusal())
        .isEqualTo("probe: --depth (SUB_DEPTH): 10 is outside 1…9");
  }

  @Test
  void endsWithCodeTwoWhenTheProgramFindsASettingUnusable() {
    ProbeCommand command = new ProbeCommand();
    command.fault = new SettingException("--http-port (HTTP_PORT)", "is taken");
    assertThat(Probe.run(command, NONE).refusal())
        .isEqualTo("probe: --http-port (HTTP_PORT): is taken");
  }

  @Test
  void doesNotTakeAnotherFaultForASetting() {
    ProbeCommand command = new ProbeCommand();
    command.fault = new IllegalStateException("a defect");
    Probe probe = Probe.run(command, NONE);
    assertThat(probe.exitCode()).isEqualTo(1);
    assertThat(probe.err()).contains("a defect");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version", "-h", "-V"})
  void answersHelpAndVersionWithoutStartingWhateverTheVariablesSay(String flag) {
    Probe probe = Probe.run(Map.of("PROBE_RATE", "-1"), flag);
    assertThat(probe.exitCode()).isZero();
    assertThat(probe.out()).isNotBlank();
    assertThat(probe.err()).isEmpty();
    assertThat(probe.command().called).isFalse();
  }

  @Test
  void helpShowsEachSettingsVariableAndRangeInTheOrderOfTheProgram() {
    String help = Probe.run(NONE, "--help").out();
    assertThat(help)
        .contains("Variable: PROBE_MODE.")
        .contains("Variable: PROBE_ROWS. Range: 1…1000.")
        .contains("Variable: PROBE_WAIT. Range: 10ms…1m.")
        .contains("Variable: PROBE_RATE. Range: 0…∞.")
        .contains("Variable: HTTP_PORT. Range: 0…65535.")
        .containsSubsequence("--bootstrap-servers", "--mode", "--rows", "--wait", "--rate");
    assertThat(Probe.run(NONE, "sub", "--help").out()).contains("Variable: SUB_DEPTH. Range: 1…9.");
  }

  @Test
  void helpPutsASpaceBeforeValues() {
    String help = Probe.run(NONE, "--help").out();
    assertThat(help)
        .contains("-K KEY=VALUE")
        .contains("--rows N")
        .doesNotContain("-K=")
        .doesNotContain("--rows=");
  }

  @Test
  void helpDoesNotShowWhatVariablesHold() {
    assertThat(Probe.run(Map.of("KAFKA_TOPIC", "private"), "--help").out())
        .contains("geospatial-data")
        .doesNotContain("private");
  }
}
