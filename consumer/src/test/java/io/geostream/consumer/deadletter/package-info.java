/** Tests. */
@NullMarked
package io.geostream.consumer.deadletter;

import org.jspecify.annotations.NullMarked;
