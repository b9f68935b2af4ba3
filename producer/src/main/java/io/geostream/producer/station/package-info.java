/**
 * Made readings: stations at fixed places, with plausible weather. Pure: no Kafka, no clock of its
 * own.
 */
@NullMarked
package io.geostream.producer.station;

import org.jspecify.annotations.NullMarked;
