/**
 * Exactly once, proved by breaking things while the real jars run against the real servers. One
 * scenario a class; in each a known set of readings and bad records goes in, and one small class a
 * guarantee looks at what came out.
 */
@NullMarked
package io.geostream.e2e.faults;

import org.jspecify.annotations.NullMarked;
