/** How tools read a topic's partitions, in no group. */
@NullMarked
package io.geostream.consumer.tool.log;

import org.jspecify.annotations.NullMarked;
