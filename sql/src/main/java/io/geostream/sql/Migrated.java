package io.geostream.sql;

import java.util.List;

/**
 * The state of the built-in schema's migrations.
 *
 * @param version the newest applied version, "V0" if none
 * @param applied what was applied just now, in order
 */
record Migrated(String version, List<String> applied) {

  Migrated {
    applied = List.copyOf(applied);
  }
}
