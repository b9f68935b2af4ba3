/** What the daemons share. */
@NullMarked
package io.geostream.common;

import org.jspecify.annotations.NullMarked;
