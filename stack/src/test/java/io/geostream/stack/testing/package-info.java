/**
 * For the integration tests of the other modules: a broker and a database that all test classes of
 * a JVM share, and the mark of tests that need TimescaleDB.
 */
@NullMarked
package io.geostream.stack.testing;

import org.jspecify.annotations.NullMarked;
