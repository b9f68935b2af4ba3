/** The ways to bring the topic's readings into the table that are run against each other. */
@NullMarked
package io.geostream.benchmark.contender;

import org.jspecify.annotations.NullMarked;
