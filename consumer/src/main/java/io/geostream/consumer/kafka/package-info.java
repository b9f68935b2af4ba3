/**
 * The consumer's dealings with Kafka beside its records: identities, dead letters, ends of logs.
 */
@NullMarked
package io.geostream.consumer.kafka;

import org.jspecify.annotations.NullMarked;
