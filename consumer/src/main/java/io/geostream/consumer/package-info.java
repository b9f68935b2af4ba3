/** The consumer: from its settings to its threads. The data's way is poll, batch, write. */
@NullMarked
package io.geostream.consumer;

import org.jspecify.annotations.NullMarked;
