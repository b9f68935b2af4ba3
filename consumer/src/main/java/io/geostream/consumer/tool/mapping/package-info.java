/** The subcommand {@code mapping}: shows, checks, tries and infers mappings. */
@NullMarked
package io.geostream.consumer.tool.mapping;

import org.jspecify.annotations.NullMarked;
