/**
 * How far each partition is written, according to the database; whether Kafka's log is still the
 * one of these offsets; and the command to continue with if it is not.
 */
@NullMarked
package io.geostream.consumer.offsets;

import org.jspecify.annotations.NullMarked;
