@NullMarked
package io.geostream.common.text;

import org.jspecify.annotations.NullMarked;
