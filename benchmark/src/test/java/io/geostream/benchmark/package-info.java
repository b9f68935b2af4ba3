@NullMarked
package io.geostream.benchmark;

import org.jspecify.annotations.NullMarked;
