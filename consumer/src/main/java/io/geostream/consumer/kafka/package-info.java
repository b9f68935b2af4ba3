/** The brokers: clients and their settings, topics, groups, and what the clients report. */
@NullMarked
package io.geostream.consumer.kafka;

import org.jspecify.annotations.NullMarked;
