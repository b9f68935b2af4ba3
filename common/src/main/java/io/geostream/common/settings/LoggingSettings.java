package io.geostream.common.settings;

import java.util.Locale;
import picocli.CommandLine.Option;

/** What is logged, and how; a picocli mix-in. */
public final class LoggingSettings {

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "INFO",
      description = "ERROR, WARN, INFO, DEBUG or TRACE. Default: ${DEFAULT-VALUE}.")
  @Setting(variable = "LOG_LEVEL")
  private Level level = Level.INFO;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text for people, json for machines. Default: ${DEFAULT-VALUE}.")
  @Setting(variable = "LOG_FORMAT")
  private Format format = Format.TEXT;

  /** How much is logged. */
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  /** How it is logged. */
  public enum Format {
    TEXT,
    JSON;

    /** As users write it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How much is logged. */
  public Level level() {
    return level;
  }

  /** How it is logged. */
  public Format format() {
    return format;
  }
}
