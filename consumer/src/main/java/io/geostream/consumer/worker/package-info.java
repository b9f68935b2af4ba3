/**
 * A member of the consumer group: one thread polls and fills batches, another writes them. They
 * meet in a {@link io.geostream.consumer.worker.Mailbox} and nowhere else.
 */
@NullMarked
package io.geostream.consumer.worker;

import org.jspecify.annotations.NullMarked;
