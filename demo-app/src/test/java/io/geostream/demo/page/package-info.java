@NullMarked
package io.geostream.demo.page;

import org.jspecify.annotations.NullMarked;
