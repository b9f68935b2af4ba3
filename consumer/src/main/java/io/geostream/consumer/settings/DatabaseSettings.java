package io.geostream.consumer.settings;

import io.geostream.common.settings.Setting;
import io.geostream.common.settings.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where the database is; a picocli mix-in. */
public final class DatabaseSettings {

  private static final String DEFAULT_URL = "jdbc:postgresql://localhost:5432/timeseries";
  private static final String DEFAULT_USER = "timeseries";
  private static final String URL_FLAG = "--database-url";
  private static final String PASSWORD = "DATABASE_PASSWORD";
  private static final String PASSWORD_FILE = "DATABASE_PASSWORD_FILE";

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = URL_FLAG,
      paramLabel = "URL",
      description = {
        "The database: jdbc:postgresql://…, postgres://… or postgresql://…; several hosts as the PostgreSQL driver takes them."
            + " A password in it only in the variable. Default: "
            + DEFAULT_URL
            + ".",
        "The password is never a flag: DATABASE_PASSWORD, or the file that DATABASE_PASSWORD_FILE names."
      })
  @Setting(variable = "DATABASE_URL")
  private @Nullable String url;

  @Option(
      names = "--database-user",
      paramLabel = "NAME",
      description = "The database user. Default: the URL's, else " + DEFAULT_USER + ".")
  @Setting(variable = "DATABASE_USER")
  private @Nullable String user;

  /**
   * Where the database is and who we are there.
   *
   * @param environment the process's variables, for the password
   * @throws SettingException if the URL is none, a password stands on the command line, or its file
   *     cannot be read
   */
  public DatabaseAddress address(Map<String, String> environment) {
    DatabaseAddress address = DatabaseAddress.parse(url == null ? DEFAULT_URL : url);
    if (address.hasSecret() && isOnCommandLine(URL_FLAG)) {
      throw new SettingException(
          URL_FLAG,
          "has a password in it, and a command line is public; use DATABASE_URL or " + PASSWORD);
    }
    String name = user != null ? user : address.user() != null ? address.user() : DEFAULT_USER;
    String secret = password(environment);
    return address.withCredentials(name, secret != null ? secret : address.password());
  }

  private boolean isOnCommandLine(String flag) {
    return command != null && command.commandLine().getParseResult().hasMatchedOption(flag);
  }

  private static @Nullable String password(Map<String, String> environment) {
    String password = environment.getOrDefault(PASSWORD, "");
    String file = environment.getOrDefault(PASSWORD_FILE, "");
    if (!password.isEmpty() && !file.isEmpty()) {
      throw new SettingException(
          PASSWORD_FILE, "is set, and so is " + PASSWORD + "; which one is meant?");
    }
    if (!file.isEmpty()) {
      try {
        return Files.readString(Path.of(file)).stripTrailing();
      } catch (IOException | IllegalArgumentException e) {
        throw new SettingException(PASSWORD_FILE, "cannot read " + file + ": " + e);
      }
    }
    return password.isEmpty() ? null : password;
  }
}
