/** The program {@code benchmark}: what is measured, in which order, and what is told of it. */
@NullMarked
package io.geostream.benchmark;

import org.jspecify.annotations.NullMarked;
