/** Tests. */
@NullMarked
package io.geostream.consumer.tool.offsets;

import org.jspecify.annotations.NullMarked;
