@NullMarked
package io.geostream.demo.actions;

import org.jspecify.annotations.NullMarked;
