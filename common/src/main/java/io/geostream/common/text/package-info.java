/** Foreign text, made safe to print, and words that were meant. Pure. */
@NullMarked
package io.geostream.common.text;

import org.jspecify.annotations.NullMarked;
