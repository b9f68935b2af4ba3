package io.geostream.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.file.MappingFile;
import java.sql.SQLException;
import java.util.Locale;

/** The plain table geospatial_metrics before and after its adoption in small pieces. */
record PlainTable(Sql sql) {

  /** Of the rows of a piece there are several pieces, and several hours in each. */
  static final PieceSize SMALL = new PieceSize(100, 10_000, 20);

  /** Rows of 200 stations over the last so many hours, in no order of time. */
  void insertRows(int hours, int rowsOfAnHour) throws SQLException {
    sql.run(
        String.format(
            Locale.ROOT,
            """
        INSERT INTO geospatial_metrics (time, location_id, latitude, temperature)
        SELECT date_trunc('hour', now()) - INTERVAL '1 hour' * (n %% %1$d) - INTERVAL '1 second' * (n / %1$d %% 3600),
               'loc_' || n %% 200, n, 20
          FROM generate_series(1, %1$d * %2$d) n
        """,
            hours,
            rowsOfAnHour));
  }

  String fingerprint() throws SQLException {
    return sql.value(
        "SELECT concat_ws(' ', count(*), sum(latitude), sum(hashtextextended(geospatial_metrics::text, 0)::numeric)) FROM geospatial_metrics");
  }

  SchemaMigrator migrator(MigrationProgress progress) {
    return new SchemaMigrator(sql.dataSource(), MappingFile.builtIn(), false, progress, SMALL);
  }

  String tablesOfOurs() throws SQLException {
    return sql.value(
        "SELECT coalesce(string_agg(tablename, ','), '') FROM pg_tables WHERE tablename IN ('geostream_adopted_rows', 'geostream_refreshed_history')");
  }

  void assertAggregatesHaveEachRowOnce(String rows) throws SQLException {
    assertThat(sql.value("SELECT sum(record_count) FROM hourly_metrics")).isEqualTo(rows);
    assertThat(sql.value("SELECT sum(record_count) FROM daily_metrics")).isEqualTo(rows);
  }
}
