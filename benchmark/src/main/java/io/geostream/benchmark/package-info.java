/** The program {@code benchmark}: what is measured, in which order, and how it is reported. */
@NullMarked
package io.geostream.benchmark;

import org.jspecify.annotations.NullMarked;
