/** What the consumer reports of itself, by subject; the catalogue is {@code docs/metrics.md}. */
@NullMarked
package io.geostream.consumer.metrics;

import org.jspecify.annotations.NullMarked;
