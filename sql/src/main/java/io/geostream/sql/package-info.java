/**
 * The database schema: checks of the server, the versioned migrations, and the code that applies
 * and checks them.
 *
 * <p>Start at {@link io.geostream.sql.SchemaMigrator}.
 */
@NullMarked
package io.geostream.sql;

import org.jspecify.annotations.NullMarked;
