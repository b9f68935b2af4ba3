/**
 * The database schema: what server was found, the versioned migrations, and what applies and checks
 * them.
 *
 * <p>Start at {@link io.geostream.sql.SchemaMigrator}.
 */
@NullMarked
package io.geostream.sql;

import org.jspecify.annotations.NullMarked;
