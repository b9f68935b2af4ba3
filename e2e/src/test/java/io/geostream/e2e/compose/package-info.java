/** The Compose file and the images: what they promise, held against the files themselves. */
@NullMarked
package io.geostream.e2e.compose;

import org.jspecify.annotations.NullMarked;
