/** Tests. */
@NullMarked
package io.geostream.consumer.kafka;

import org.jspecify.annotations.NullMarked;
