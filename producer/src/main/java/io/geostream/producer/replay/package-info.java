/** Readings from NDJSON and CSV files, streamed: what is in memory is one line. */
@NullMarked
package io.geostream.producer.replay;

import org.jspecify.annotations.NullMarked;
