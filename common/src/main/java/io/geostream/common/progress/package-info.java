/** How far long work is: a progress bar on a terminal, a log line every few seconds otherwise. */
@NullMarked
package io.geostream.common.progress;

import org.jspecify.annotations.NullMarked;
