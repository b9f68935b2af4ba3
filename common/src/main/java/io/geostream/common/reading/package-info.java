/** The reading: its fields, its rules, and its JSON. Pure: no Kafka, no database, no clock. */
@NullMarked
package io.geostream.common.reading;

import org.jspecify.annotations.NullMarked;
