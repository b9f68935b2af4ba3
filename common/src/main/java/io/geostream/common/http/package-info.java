/** What a daemon answers over HTTP: metrics and health. */
@NullMarked
package io.geostream.common.http;

import org.jspecify.annotations.NullMarked;
