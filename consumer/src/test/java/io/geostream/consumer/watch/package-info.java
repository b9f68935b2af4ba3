/** Tests. */
@NullMarked
package io.geostream.consumer.watch;

import org.jspecify.annotations.NullMarked;
