@NullMarked
package io.geostream.benchmark.client;

import org.jspecify.annotations.NullMarked;
