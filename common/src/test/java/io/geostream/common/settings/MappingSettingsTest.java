package io.geostream.common.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.file.MappingFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class MappingSettingsTest {

  private static final String MAPPING =
      "table: %s\ntime: time\ncolumns: {time: {type: timestamptz}}\n";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private @Nullable Mapping read;

  @TempDir private Path folder;
  private Path good = Path.of("");
  private Path other = Path.of("");
  private Path bad = Path.of("");

  @BeforeEach
  void writeFiles() throws IOException {
    good = Files.writeString(folder.resolve("good.yaml"), MAPPING.formatted("good"));
    other = Files.writeString(folder.resolve("other.yaml"), MAPPING.formatted("other"));
    bad = Files.writeString(folder.resolve("bad.yaml"), "table: t\nrows: 5\n");
  }

  @Test
  void takeTheFlagOverTheProgramsVariableOverTheBuiltIn() {
    assertThat(run("consumer", Map.of())).isEqualTo(MappingFile.builtIn());
    assertThat(table("consumer", Map.of("CONSUMER_MAPPING", good.toString()))).isEqualTo("good");
    assertThat(table("producer", Map.of("PRODUCER_MAPPING", good.toString()))).isEqualTo("good");
    assertThat(run("producer", Map.of("CONSUMER_MAPPING", bad.toString())))
        .isEqualTo(MappingFile.builtIn());
    assertThat(
            table(
                "consumer",
                Map.of("CONSUMER_MAPPING", good.toString()),
                "--mapping",
                other.toString()))
        .isEqualTo("other");
  }

  @Test
  void ofASubcommandHaveTheVariableOfItsProgram() {
    assertThat(table("consumer", Map.of("CONSUMER_MAPPING", good.toString()), "sub"))
        .isEqualTo("good");
  }

  @Test
  void areRefusedInOneLineThatNamesTheSettingAndTheLineOfTheFile() {
    String fault = bad + ":2: unknown word \"rows\"; the words are table, time, ";
    assertThat(refusal("consumer", Map.of("CONSUMER_MAPPING", bad.toString())))
        .startsWith("consumer: --mapping (CONSUMER_MAPPING): " + fault);
    assertThat(refusal("producer", Map.of(), "--mapping", bad.toString()))
        .startsWith("producer: --mapping (PRODUCER_MAPPING): " + fault);
    assertThat(refusal("consumer", Map.of(), "sub", "--mapping", "/nowhere/plant.yaml"))
        .isEqualTo(
            "consumer: --mapping (CONSUMER_MAPPING): /nowhere/plant.yaml: there is no such file; name one with a mapping");
  }

  @Test
  void showTheirVariableInTheHelp() {
    assertThat(execute("consumer", Map.of(), "--help")).isZero();
    assertThat(out.toString()).contains("--mapping FILE", "CONSUMER_MAPPING");
  }

  private String table(String program, Map<String, String> environment, String... args) {
    return run(program, environment, args).table().name();
  }

  private Mapping run(String program, Map<String, String> environment, String... args) {
    assertThat(execute(program, environment, args)).as(err.toString()).isZero();
    assertThat(read).isNotNull();
    return read;
  }

  private String refusal(String program, Map<String, String> environment, String... args) {
    err.getBuffer().setLength(0);
    assertThat(execute(program, environment, args)).isEqualTo(CommandLineFactory.EXIT_SETTING);
    assertThat(err.toString()).hasLineCount(1);
    return err.toString().strip();
  }

  private int execute(String program, Map<String, String> environment, String... args) {
    read = null;
    CommandLine line = CommandLineFactory.create(new Reader(), environment, new Sub());
    line.getCommandSpec().name(program);
    return line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
  }

  @Command(name = "consumer", mixinStandardHelpOptions = true)
  private class Reader implements Callable<Integer> {

    @Mixin private final MappingSettings settings = new MappingSettings();

    @Override
    public Integer call() {
      read = settings.mapping();
      return 0;
    }
  }

  @Command(name = "sub")
  private final class Sub extends Reader {}
}
