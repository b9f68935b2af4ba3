@NullMarked
package io.geostream.benchmark.report;

import org.jspecify.annotations.NullMarked;
