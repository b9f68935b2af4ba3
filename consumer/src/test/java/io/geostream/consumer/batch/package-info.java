/** Tests. */
@NullMarked
package io.geostream.consumer.batch;

import org.jspecify.annotations.NullMarked;
