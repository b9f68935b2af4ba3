/** What both daemons need to make Kafka clients, and to know of brokers and their faults. */
@NullMarked
package io.geostream.common.kafka;

import org.jspecify.annotations.NullMarked;
