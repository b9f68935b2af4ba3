/** The life of a daemon: start, stop, exit code; and what it says on the way. */
@NullMarked
package io.geostream.common.daemon;

import org.jspecify.annotations.NullMarked;
