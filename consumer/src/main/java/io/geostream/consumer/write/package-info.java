/** One batch, one transaction: rows, then offsets; and what to do when that fails. */
@NullMarked
package io.geostream.consumer.write;

import org.jspecify.annotations.NullMarked;
