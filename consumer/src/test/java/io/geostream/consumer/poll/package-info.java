/** Tests. */
@NullMarked
package io.geostream.consumer.poll;

import org.jspecify.annotations.NullMarked;
