@NullMarked
package io.geostream.benchmark.stage;

import org.jspecify.annotations.NullMarked;
