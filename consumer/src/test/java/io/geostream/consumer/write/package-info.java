/** Tests. */
@NullMarked
package io.geostream.consumer.write;

import org.jspecify.annotations.NullMarked;
