@NullMarked
package io.geostream.consumer.tool.report;

import org.jspecify.annotations.NullMarked;
