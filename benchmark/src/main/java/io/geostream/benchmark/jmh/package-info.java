/** What a reading costs in the codec, by JMH. */
@NullMarked
package io.geostream.benchmark.jmh;

import org.jspecify.annotations.NullMarked;
