/** Tests. */
@NullMarked
package io.geostream.consumer.database;

import org.jspecify.annotations.NullMarked;
