/** The settings of the consumer. */
@NullMarked
package io.geostream.consumer.settings;

import org.jspecify.annotations.NullMarked;
