/** From a record's bytes to the values of rows, as a mapping says. */
@NullMarked
package io.geostream.common.decode;

import org.jspecify.annotations.NullMarked;
