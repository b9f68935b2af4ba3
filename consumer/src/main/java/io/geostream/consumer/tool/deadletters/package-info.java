/** The tools for dead letters: what is there, and sending it again, each letter once. */
@NullMarked
package io.geostream.consumer.tool.deadletters;

import org.jspecify.annotations.NullMarked;
