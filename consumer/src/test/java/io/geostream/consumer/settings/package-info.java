/** Tests of the consumer's settings. */
@NullMarked
package io.geostream.consumer.settings;

import org.jspecify.annotations.NullMarked;
