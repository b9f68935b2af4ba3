/** What a message is and which rows it becomes: the model of a mapping. */
@NullMarked
package io.geostream.common.mapping;

import org.jspecify.annotations.NullMarked;
