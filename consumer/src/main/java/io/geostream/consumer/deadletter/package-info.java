/** The records that do not go into the table: their topic, their headers, and how many may be. */
@NullMarked
package io.geostream.consumer.deadletter;

import org.jspecify.annotations.NullMarked;
