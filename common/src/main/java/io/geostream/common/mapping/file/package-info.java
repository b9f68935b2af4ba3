/** The file that a mapping is in: YAML, read strictly, each fault with its line. */
@NullMarked
package io.geostream.common.mapping.file;

import org.jspecify.annotations.NullMarked;
