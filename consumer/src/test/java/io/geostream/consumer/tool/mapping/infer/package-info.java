@NullMarked
package io.geostream.consumer.tool.mapping.infer;

import org.jspecify.annotations.NullMarked;
