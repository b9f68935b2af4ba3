/** The life of a daemon: start, stop, exit code, log. */
@NullMarked
package io.geostream.common.daemon;

import org.jspecify.annotations.NullMarked;
