package io.geostream.consumer;

import io.geostream.common.progress.ProgressReport;
import io.geostream.common.progress.Unit;
import io.geostream.sql.MigrationProgress;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how far a migration is. */
final class SchemaProgress implements MigrationProgress {

  private static final Logger log = LoggerFactory.getLogger(SchemaProgress.class);

  private final Consumer<String> status;
  private String work = "";
  private long last;
  private @Nullable ProgressReport report;

  /**
   * @param status takes how far it is, in one line, for health
   */
  SchemaProgress(Consumer<String> status) {
    this.status = status;
  }

  @Override
  public void at(String what, long done, long total, String unit) {
    begin(what);
    if (done < last) { // it begins again
      closeReport();
    }
    last = done;
    if (report == null) {
      report = ProgressReport.of("schema: " + what, new Unit(unit), OptionalLong.of(total));
    }
    report.at(done);
    status.accept(String.format(Locale.ROOT, "schema: %s: %,d of %,d %s", what, done, total, unit));
  }

  @Override
  public void at(String what) {
    begin(what);
    status.accept("schema: " + what);
  }

  private void begin(String what) {
    if (!what.equals(work)) {
      close();
      work = what;
      log.info("schema: {}", what);
    }
  }

  /** The work has ended, well or not. */
  void close() {
    closeReport();
    work = "";
    last = 0;
  }

  private void closeReport() {
    if (report != null) {
      report.close();
      report = null;
    }
  }
}
