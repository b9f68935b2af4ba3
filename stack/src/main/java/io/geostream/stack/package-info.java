/**
 * Starts a real Kafka broker and the best database at hand as child processes, and leaves nothing
 * behind: {@link io.geostream.stack.KafkaBroker}, {@link io.geostream.stack.Databases}, {@link
 * io.geostream.stack.ChildProcess}. Linux and macOS.
 */
@NullMarked
package io.geostream.stack;

import org.jspecify.annotations.NullMarked;
