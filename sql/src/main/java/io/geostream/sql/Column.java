package io.geostream.sql;

/**
 * A column of a table or view.
 *
 * @param type the type in PostgreSQL's own words, such as "timestamp with time zone"
 * @param notNull whether it refuses NULL
 * @param filled whether an INSERT may leave it out: it has a default, is generated or an identity
 */
record Column(String name, String type, boolean notNull, boolean filled) {}
