/** Foreign text, made safe to print. Pure. */
@NullMarked
package io.geostream.common.text;

import org.jspecify.annotations.NullMarked;
