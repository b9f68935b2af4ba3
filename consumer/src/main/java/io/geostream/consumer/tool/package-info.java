/**
 * The command-line tools, each a run that ends by itself. They use the rooms of the daemon; none of
 * these uses them.
 */
@NullMarked
package io.geostream.consumer.tool;

import org.jspecify.annotations.NullMarked;
