/**
 * The whole pipeline on one machine, from one command: a broker, a database and both daemons, and a
 * check at the end. {@link io.geostream.demo.Demo} reads in the order in which things happen.
 */
@NullMarked
package io.geostream.demo;

import org.jspecify.annotations.NullMarked;
