package io.geostream.consumer.settings;

import io.geostream.common.settings.Setting;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the database is; a picocli mix-in. */
public final class DatabaseSettings {

  private static final String DEFAULT_URL = "jdbc:postgresql://localhost:5432/timeseries";

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description = {
        "The database: jdbc:postgresql://…, postgres://… or postgresql://…; several hosts as the PostgreSQL driver takes them."
            + " User info and passwords in it only in the variable. Default: "
            + DEFAULT_URL
            + ".",
        "The password is never a flag: DATABASE_PASSWORD, or the file that DATABASE_PASSWORD_FILE names."
      })
  @Setting(variable = "DATABASE_URL")
  private @Nullable String url;

  @Option(
      names = "--database-user",
      paramLabel = "NAME",
      description =
          "The database user. Default: the URL's, else " + DatabaseAddress.DEFAULT_USER + ".")
  @Setting(variable = "DATABASE_USER")
  private @Nullable String user;

  /** Whether anything says which database is meant; else it is the default one. */
  public boolean isGiven(Map<String, String> environment) {
    return url != null || user != null || DatabasePassword.isGiven(environment);
  }

  /** Where the database is and who we are there, as of {@link DatabaseAddress#of}. */
  public DatabaseAddress address(Map<String, String> environment) {
    return DatabaseAddress.of(url == null ? DEFAULT_URL : url, user, environment);
  }
}
