package io.geostream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.settings.CommandLineFactory;
import io.geostream.stack.DatabaseKind;
import io.geostream.stack.DatabaseLogin;
import io.geostream.stack.DatabaseSelection;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class DemoOptionsTest {

  private final Map<String, String> environment =
      Map.of("DATABASE_PASSWORD", "secret", "DATABASE_URL", "jdbc:postgresql://production/real");
  private final StringWriter errors = new StringWriter();

  @Test
  void takesADatabaseOfItsOwnWhateverTheVariablesSay() {
    DemoSettings settings = parse();

    assertThat(settings.database()).isEqualTo(DatabaseSelection.AUTO);
    assertThat(settings.length()).isEmpty();
    assertThat(settings.rate()).isEqualTo(1_000);
    assertThat(settings.locations()).isEqualTo(1_000);
  }

  @Test
  void takesWhatIsGiven() {
    DemoSettings settings =
        parse("--seconds=30", "--rate=0", "--locations=7", "--database=embedded");

    assertThat(settings.length()).contains(Duration.ofSeconds(30));
    assertThat(settings.rate()).isZero();
    assertThat(settings.locations()).isEqualTo(7);
    assertThat(settings.database()).isEqualTo(DatabaseSelection.of(DatabaseKind.EMBEDDED));
  }

  @Test
  void opensThePageOnThisMachineOnly() {
    DemoSettings settings = parse();

    assertThat(settings.httpHost()).isEqualTo("127.0.0.1");
    assertThat(settings.httpPort()).isEqualTo(8080);
  }

  @Test
  void takesTheDatabaseAtAUrlWithThePasswordOfTheVariable() {
    assertThat(parse("--database=postgresql://db/weather", "--database-user=me").database())
        .isEqualTo(new DatabaseLogin("jdbc:postgresql://db/weather", "me", Optional.of("secret")));
  }

  @ParameterizedTest
  @CsvSource({
    "--seconds=0, --seconds",
    "--rate=-1, --rate",
    "--rate=0.0001, --rate",
    "--locations=0, --locations",
    "--database=oracle, --database",
    "--database-user=me, --database-user",
    "--database=mysql://db/x, --database",
    "--database=postgres://me:secret@db/x, --database",
    "--database=postgres://db/x?sslpassword=secret, --database",
    "--database=postgres://db/x?pass%77ord=secret, --database",
    "--database-url=postgres://db/x, --database-url",
    "--http-port=70000, --http-port",
  })
  void refusesWhatCannotBeUsedAndNamesTheFlag(String argument, String flag) {
    assertThat(execute(new Probe(), argument)).isEqualTo(CommandLineFactory.EXIT_SETTING);
    assertThat(errors.toString()).contains(flag).doesNotContain("secret").hasLineCount(1);
  }

  private DemoSettings parse(String... arguments) {
    Probe probe = new Probe();
    assertThat(execute(probe, arguments)).as("%s", errors).isZero();
    DemoSettings settings = probe.settings;
    assertThat(settings).isNotNull();
    return settings;
  }

  private int execute(Probe probe, String... arguments) {
    CommandLine line = CommandLineFactory.create(probe, environment);
    line.setErr(new PrintWriter(errors, true));
    return line.execute(arguments);
  }

  /** Reads the options and runs nothing. */
  @Command(name = "demo")
  private final class Probe implements Callable<Integer> {
    @Mixin private final DemoOptions options = new DemoOptions();
    private @Nullable DemoSettings settings;

    @Override
    public Integer call() {
      settings = options.settings(environment);
      return 0;
    }
  }
}
