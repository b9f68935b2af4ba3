package io.geostream.consumer.tool.report;

import java.util.Locale;
import picocli.CommandLine.Option;

/** How a tool prints what it found; a picocli mix-in. */
public final class ReportSettings {

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description =
          "table for people, json for programs: one object a line. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.TABLE;

  public enum Format {
    TABLE,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Format format() {
    return format;
  }
}
