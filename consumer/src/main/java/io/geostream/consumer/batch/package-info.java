/** What was polled, decoded and encoded for COPY, waiting to be written. Pure. */
@NullMarked
package io.geostream.consumer.batch;

import org.jspecify.annotations.NullMarked;
