/**
 * How far each partition is written, as the database has it; whether Kafka's log still is the one
 * that this was counted in; and the command to go on with where it is not.
 */
@NullMarked
package io.geostream.consumer.offsets;

import org.jspecify.annotations.NullMarked;
