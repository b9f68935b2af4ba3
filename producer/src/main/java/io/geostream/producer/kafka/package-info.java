/** Publishing to Kafka: settings, the topic, and waiting while the broker is down. */
@NullMarked
package io.geostream.producer.kafka;

import org.jspecify.annotations.NullMarked;
