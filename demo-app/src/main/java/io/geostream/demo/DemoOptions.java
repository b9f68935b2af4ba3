package io.geostream.demo;

import io.geostream.common.settings.Setting;
import io.geostream.common.settings.SettingException;
import io.geostream.stack.DatabaseKind;
import io.geostream.stack.GivenDatabase;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The demo's flags; a picocli mix-in. Only the page's address has variables: a {@code DATABASE_URL}
 * that is set for the real consumer must not draw the demo's readings into the real table.
 */
final class DemoOptions {

  private static final String URL_FLAG = "--database-url";
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
      names = "--database",
      paramLabel = "KIND",
      defaultValue = "auto",
      description =
          "native (a PostgreSQL with TimescaleDB installed here), docker (TimescaleDB), embedded (a plain PostgreSQL that"
              + " comes along), or auto, the first of these that can be had. Default: ${DEFAULT-VALUE}.")
  private Kind kind = Kind.AUTO;

  @Option(
      names = URL_FLAG,
      paramLabel = "URL",
      description = {
        "Write into this database, and leave the readings there: jdbc:postgresql://…, postgres://… or postgresql://….",
        "Its password is never a flag: DATABASE_PASSWORD."
      })
  private @Nullable String url;

  @Option(
      names = "--database-user",
      paramLabel = "NAME",
      description = "The user there, who may create tables. Default: timeseries.")
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

  /** Where the database may come from. */
  enum Kind {
    AUTO,
    NATIVE,
    DOCKER,
    EMBEDDED;

    private Set<DatabaseKind> kinds() {
      return switch (this) {
        case AUTO -> EnumSet.of(DatabaseKind.NATIVE, DatabaseKind.DOCKER, DatabaseKind.EMBEDDED);
        case NATIVE -> EnumSet.of(DatabaseKind.NATIVE);
        case DOCKER -> EnumSet.of(DatabaseKind.DOCKER);
        case EMBEDDED -> EnumSet.of(DatabaseKind.EMBEDDED);
      };
    }
  }

  /**
   * All of them, checked.
   *
   * @throws SettingException for the first that cannot be used
   */
  DemoSettings settings(Map<String, String> environment) {
    if (rate > 0 && rate < 0.001) {
      throw new SettingException("--rate", rate + " is neither 0 nor in 0.001…1000000");
    }
    if (url == null && user != null) {
      throw new SettingException("--database-user", "has a meaning only with " + URL_FLAG);
    }
    if (url != null && kind != Kind.AUTO) {
      throw new SettingException("--database", "has no meaning with " + URL_FLAG);
    }
    return new DemoSettings(
        Optional.ofNullable(seconds).map(Duration::ofSeconds),
        rate,
        locations,
        url == null ? kind.kinds() : EnumSet.of(DatabaseKind.GIVEN),
        Optional.ofNullable(url).map(given -> given(given, environment)),
        httpHost,
        httpPort);
  }

  private GivenDatabase given(String text, Map<String, String> environment) {
    String jdbc = text.replaceFirst("^postgres(ql)?://", "jdbc:postgresql://");
    if (!jdbc.startsWith("jdbc:postgresql://")) {
      throw new SettingException(
          URL_FLAG, "is no jdbc:postgresql://, postgres:// or postgresql:// URL");
    }
    if (jdbc.contains("@") || jdbc.matches(".*[?&](user|password)=.*")) {
      throw new SettingException(
          URL_FLAG,
          "has a user or a password in it; use --database-user, and "
              + PASSWORD
              + ": a command line is public");
    }
    String password = environment.getOrDefault(PASSWORD, "");
    return new GivenDatabase(
        jdbc,
        user == null ? "timeseries" : user,
        password.isEmpty() ? Optional.empty() : Optional.of(password));
  }
}
