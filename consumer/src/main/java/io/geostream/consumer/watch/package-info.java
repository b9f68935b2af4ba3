/** Periodic checks beside the workers: the brokers, stuck transactions, the end of a drain. */
@NullMarked
package io.geostream.consumer.watch;

import org.jspecify.annotations.NullMarked;
