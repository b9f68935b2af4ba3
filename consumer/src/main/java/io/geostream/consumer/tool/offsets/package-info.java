/**
 * The tools {@code consumer.jar offsets show} and {@code … reset}: where the partitions of a topic
 * go on, and where they shall go on. The states and the plan are pure; {@link
 * io.geostream.consumer.tool.offsets.OffsetServers} asks the broker and the database.
 */
@NullMarked
package io.geostream.consumer.tool.offsets;

import org.jspecify.annotations.NullMarked;
