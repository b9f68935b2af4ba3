/** The programs that compete with the real consumer; each runs in a process of its own. */
@NullMarked
package io.geostream.benchmark.client;

import org.jspecify.annotations.NullMarked;
