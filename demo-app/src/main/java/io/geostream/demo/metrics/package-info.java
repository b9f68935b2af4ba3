/** What the daemons' {@code /metrics} say, read. */
@NullMarked
package io.geostream.demo.metrics;

import org.jspecify.annotations.NullMarked;
