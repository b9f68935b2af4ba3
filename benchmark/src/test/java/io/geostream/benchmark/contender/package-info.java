@NullMarked
package io.geostream.benchmark.contender;

import org.jspecify.annotations.NullMarked;
