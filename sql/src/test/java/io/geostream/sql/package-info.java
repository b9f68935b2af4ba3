@NullMarked
package io.geostream.sql;

import org.jspecify.annotations.NullMarked;
