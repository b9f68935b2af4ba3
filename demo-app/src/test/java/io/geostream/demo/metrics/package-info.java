@NullMarked
package io.geostream.demo.metrics;

import org.jspecify.annotations.NullMarked;
