/** What both daemons need to make Kafka clients, probe brokers and classify their faults. */
@NullMarked
package io.geostream.common.kafka;

import org.jspecify.annotations.NullMarked;
