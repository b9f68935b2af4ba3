/** Tests. */
@NullMarked
package io.geostream.consumer.worker;

import org.jspecify.annotations.NullMarked;
