/** Tests. */
@NullMarked
package io.geostream.consumer.write.columnstore;

import org.jspecify.annotations.NullMarked;
