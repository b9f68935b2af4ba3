/** Tests of the consumer's metrics. */
@NullMarked
package io.geostream.consumer.metrics;

import org.jspecify.annotations.NullMarked;
