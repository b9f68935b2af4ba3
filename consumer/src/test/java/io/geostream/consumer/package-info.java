/** Tests of the consumer on real servers. */
@NullMarked
package io.geostream.consumer;

import org.jspecify.annotations.NullMarked;
