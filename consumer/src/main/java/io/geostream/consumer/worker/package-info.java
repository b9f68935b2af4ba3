/**
 * A member of the consumer group: one thread polls and fills batches, another writes them. They
 * meet in a {@link io.geostream.consumer.worker.Mailbox}; besides, the first may cancel or cut the
 * connection of the second.
 */
@NullMarked
package io.geostream.consumer.worker;

import org.jspecify.annotations.NullMarked;
