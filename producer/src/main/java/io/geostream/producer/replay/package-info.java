/** Messages from NDJSON, JSON and CSV files, streamed: what is in memory is one of them. */
@NullMarked
package io.geostream.producer.replay;

import org.jspecify.annotations.NullMarked;
