/**
 * The producer: makes readings, or replays messages, and publishes them. Reads in the order of the
 * data's way: {@link io.geostream.producer.MessageSource}, {@link io.geostream.producer.Pacer},
 * {@link io.geostream.producer.kafka.Publisher}.
 */
@NullMarked
package io.geostream.producer;

import org.jspecify.annotations.NullMarked;
