@NullMarked
package io.geostream.consumer.tool.deadletters;

import org.jspecify.annotations.NullMarked;
