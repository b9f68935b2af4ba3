package io.geostream.sql;

import java.util.Set;

/**
 * A column of a table or view.
 *
 * @param type the type in PostgreSQL's own words, such as "timestamp with time zone"
 * @param notNull whether it, or its domain, refuses NULL
 * @param filled whether an INSERT may leave it out: it or its domain has a default, it is generated
 *     or an identity
 * @param generated whether an INSERT must leave it out
 * @param rights those of SELECT, INSERT and UPDATE that the login has on it
 */
record LiveColumn(
    String name,
    String type,
    boolean notNull,
    boolean filled,
    boolean generated,
    Set<String> rights) {

  LiveColumn {
    rights = Set.copyOf(rights);
  }
}
