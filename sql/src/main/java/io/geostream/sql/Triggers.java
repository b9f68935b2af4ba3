package io.geostream.sql;

import java.sql.SQLException;
import java.util.List;

/** Triggers of others on geospatial_metrics, which would run for each row that is moved. */
final class Triggers {

  private static final String ENABLED =
      """
      SELECT tgname
        FROM pg_trigger
       WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgenabled <> 'D'
         AND NOT EXISTS (SELECT FROM pg_depend
                          WHERE classid = 'pg_proc'::regclass AND objid = tgfoid AND deptype = 'e'
                            AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'timescaledb'))
       ORDER BY 1
      """;

  private Triggers() {}

  /**
   * Refuses them.
   *
   * @throws SchemaRefusedException that names them, if one is enabled
   */
  static void refuse(Statements statements, Place place)
      throws SQLException, SchemaRefusedException {
    List<String> triggers =
        statements.values(ENABLED.formatted(place.literal(SearchPath.BUILT_IN)));
    if (!triggers.isEmpty()) {
      throw new SchemaRefusedException(
          "geospatial_metrics becomes a hypertable, for which each of its rows is moved, and its trigger %s would run for each: disable it (ALTER TABLE … DISABLE TRIGGER …) until the migration is done"
              .formatted(String.join(", ", triggers)));
    }
  }
}
