@NullMarked
package io.geostream.consumer.tool.mapping;

import org.jspecify.annotations.NullMarked;
