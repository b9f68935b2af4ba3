/** The file of a mapping. */
@NullMarked
package io.geostream.common.mapping.file;

import org.jspecify.annotations.NullMarked;
