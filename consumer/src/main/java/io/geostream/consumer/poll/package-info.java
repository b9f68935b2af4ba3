/** The threads of a worker, and the partitions it owns. */
@NullMarked
package io.geostream.consumer.poll;

import org.jspecify.annotations.NullMarked;
