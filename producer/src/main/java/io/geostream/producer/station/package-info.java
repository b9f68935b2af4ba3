/**
 * Made readings: stations that stay where they are, under weather that behaves. Pure: no Kafka, no
 * clock of its own.
 */
@NullMarked
package io.geostream.producer.station;

import org.jspecify.annotations.NullMarked;
