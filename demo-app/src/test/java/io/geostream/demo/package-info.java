/** Tests of the demo. */
@NullMarked
package io.geostream.demo;

import org.jspecify.annotations.NullMarked;
