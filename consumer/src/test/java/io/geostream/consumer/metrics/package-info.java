/** Tests of what the consumer tells of itself. */
@NullMarked
package io.geostream.consumer.metrics;

import org.jspecify.annotations.NullMarked;
