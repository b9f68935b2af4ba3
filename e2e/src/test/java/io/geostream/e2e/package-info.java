/** The real jars on real servers, from one end to the other. */
@NullMarked
package io.geostream.e2e;

import org.jspecify.annotations.NullMarked;
