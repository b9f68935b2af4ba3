/** What the peers need in order to read the tutorial's JSON. */
@NullMarked
package io.geostream.peers;

import org.jspecify.annotations.NullMarked;
