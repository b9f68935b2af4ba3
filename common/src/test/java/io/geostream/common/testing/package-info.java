/** What the tests of all modules share. */
@NullMarked
package io.geostream.common.testing;

import org.jspecify.annotations.NullMarked;
