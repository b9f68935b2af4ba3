@NullMarked
package io.geostream.consumer.report;

import org.jspecify.annotations.NullMarked;
