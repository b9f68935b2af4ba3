package io.geostream.consumer.settings;

import io.geostream.common.settings.Setting;
import picocli.CommandLine.Option;

/** Which servers are accepted; a picocli mix-in. */
public final class ServerSettings {

  @Option(
      names = "--allow-plain-postgresql",
      description =
          "Accept a server without the TimescaleDB extension, and on one that has it a mapping's table that is no hypertable.")
  @Setting(variable = "CONSUMER_ALLOW_PLAIN_POSTGRESQL")
  private boolean allowPlainPostgresql;

  public boolean allowPlainPostgresql() {
    return allowPlainPostgresql;
  }
}
