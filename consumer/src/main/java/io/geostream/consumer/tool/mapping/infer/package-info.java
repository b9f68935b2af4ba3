/** What messages look like, and which mapping would take them. Pure. */
@NullMarked
package io.geostream.consumer.tool.mapping.infer;

import org.jspecify.annotations.NullMarked;
