/** Settings: flag over environment variable over default, each checked before anything connects. */
@NullMarked
package io.geostream.common.settings;

import org.jspecify.annotations.NullMarked;
