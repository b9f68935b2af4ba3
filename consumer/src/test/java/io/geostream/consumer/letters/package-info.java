@NullMarked
package io.geostream.consumer.letters;

import org.jspecify.annotations.NullMarked;
