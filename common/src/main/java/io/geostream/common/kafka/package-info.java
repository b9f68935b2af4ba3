/**
 * What both daemons know about Kafka: which faults pass, and whether a port speaks its protocol.
 */
@NullMarked
package io.geostream.common.kafka;

import org.jspecify.annotations.NullMarked;
