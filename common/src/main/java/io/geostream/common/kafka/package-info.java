/** What both daemons need to make Kafka clients, and to say why one does not get anywhere. */
@NullMarked
package io.geostream.common.kafka;

import org.jspecify.annotations.NullMarked;
