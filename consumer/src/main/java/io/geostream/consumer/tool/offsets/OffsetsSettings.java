package io.geostream.consumer.tool.offsets;

import io.geostream.common.settings.LoggingSettings;
import io.geostream.common.settings.TopicSettings;
import io.geostream.consumer.settings.DatabaseSettings;
import io.geostream.consumer.settings.GroupSettings;
import io.geostream.consumer.tool.report.Column;
import io.geostream.consumer.tool.report.Report;
import io.geostream.consumer.tool.report.ReportSettings;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Mixin;

/** Whose offsets are meant, and how they are printed; a picocli mix-in. */
final class OffsetsSettings {

  @Mixin private final TopicSettings topic = new TopicSettings();
  @Mixin private final GroupSettings group = new GroupSettings();
  @Mixin private final DatabaseSettings database = new DatabaseSettings();
  @Mixin private final ReportSettings report = new ReportSettings();
  @Mixin private final LoggingSettings logging = new LoggingSettings();

  TopicSettings topic() {
    return topic;
  }

  String group() {
    return group.name();
  }

  DatabaseSettings database() {
    return database;
  }

  LoggingSettings logging() {
    return logging;
  }

  Report report(PrintWriter out, List<Column> columns) {
    return Report.of(report.format(), out, columns);
  }
}
