/** Tests. */
@NullMarked
package io.geostream.consumer.offsets;

import org.jspecify.annotations.NullMarked;
