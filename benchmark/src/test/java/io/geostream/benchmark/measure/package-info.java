@NullMarked
package io.geostream.benchmark.measure;

import org.jspecify.annotations.NullMarked;
