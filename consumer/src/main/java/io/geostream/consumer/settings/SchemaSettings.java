package io.geostream.consumer.settings;

import io.geostream.common.settings.Setting;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What to do about the schema; a picocli mix-in. */
public final class SchemaSettings {

  @Option(
      names = "--migrate",
      paramLabel = "HOW",
      defaultValue = "auto",
      description =
          "auto applies the schema; check changes nothing and needs no rights to. Default: ${DEFAULT-VALUE}.")
  @Setting(variable = "CONSUMER_MIGRATE")
  private Migrate migrate = Migrate.AUTO;

  @Mixin private final ServerSettings server = new ServerSettings();

  /** What to do about the schema. */
  public enum Migrate {
    AUTO,
    CHECK;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Migrate migrate() {
    return migrate;
  }

  public boolean allowPlainPostgresql() {
    return server.allowPlainPostgresql();
  }
}
