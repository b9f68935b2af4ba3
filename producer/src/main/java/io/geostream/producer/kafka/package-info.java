/** Publishing to Kafka: settings, the topic, and patience while the broker is away. */
@NullMarked
package io.geostream.producer.kafka;

import org.jspecify.annotations.NullMarked;
