/** What the metrics of both daemons have in common. */
@NullMarked
package io.geostream.common.metrics;

import org.jspecify.annotations.NullMarked;
