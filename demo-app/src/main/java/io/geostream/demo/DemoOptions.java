package io.geostream.demo;

import io.geostream.common.settings.Setting;
import io.geostream.common.settings.SettingException;
import io.geostream.stack.DatabaseLogin;
import io.geostream.stack.DatabaseSelection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The demo's flags; a picocli mix-in. Only the page's address has variables: a {@code DATABASE_URL}
 * that is set for the real consumer must not draw the demo's readings into the real table.
 */
final class DemoOptions {

  private static final String DATABASE = "--database";
  private static final String PASSWORD = "DATABASE_PASSWORD";

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Stop after so many seconds of readings. Default: at Ctrl-C.")
  @Setting(min = 1, max = 31_536_000)
  private @Nullable Integer seconds;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "Readings per second, 0.001…1000000; 0 is as fast as it can. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 0, max = 1_000_000)
  private double rate;

  @Option(
      names = "--locations",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many stations there are. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 10_000_000)
  private int locations;

  @Option(
      names = DATABASE,
      paramLabel = "WHICH",
      defaultValue = "auto",
      description = {
        "native (a PostgreSQL with TimescaleDB installed here), docker (TimescaleDB), embedded (a plain PostgreSQL that"
            + " comes along), or auto, the first of these that can be had. Default: ${DEFAULT-VALUE}.",
        "Or a database to write into, in which the readings stay: jdbc:postgresql://…, postgres://… or postgresql://…."
            + " Its password is never a flag: DATABASE_PASSWORD."
      })
  private String database = "";

  @Option(
      names = "--database-user",
      paramLabel = "NAME",
      description =
          "The user of the database at a URL, who may create tables. Default: "
              + DatabaseSelection.DEFAULT_USER
              + ".")
  private @Nullable String user;

  @Option(
      names = "--http-host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "The address of the live page. Default: ${DEFAULT-VALUE}.")
  @Setting(variable = "HTTP_HOST")
  private String httpHost = "";

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "The port of the live page; 0 picks a free one. Default: ${DEFAULT-VALUE}.")
  @Setting(variable = "HTTP_PORT", min = 0, max = 65_535)
  private int httpPort;

  /**
   * All of them, checked.
   *
   * @throws SettingException for the first that cannot be used
   */
  DemoSettings settings(Map<String, String> environment) {
    if (rate > 0 && rate < 0.001) {
      throw new SettingException("--rate", rate + " is neither 0 nor in 0.001…1000000");
    }
    DatabaseSelection selection = selection(environment);
    if (user != null && !(selection instanceof DatabaseLogin)) {
      throw new SettingException("--database-user", "has a meaning only with a URL as " + DATABASE);
    }
    return new DemoSettings(
        Optional.ofNullable(seconds).map(Duration::ofSeconds),
        rate,
        locations,
        selection,
        httpHost,
        httpPort);
  }

  private DatabaseSelection selection(Map<String, String> environment) {
    String password = environment.getOrDefault(PASSWORD, "");
    try {
      return DatabaseSelection.parse(
          database,
          Optional.ofNullable(user),
          password.isEmpty() ? Optional.empty() : Optional.of(password));
    } catch (IllegalArgumentException e) {
      throw new SettingException(DATABASE, String.valueOf(e.getMessage()));
    }
  }
}
