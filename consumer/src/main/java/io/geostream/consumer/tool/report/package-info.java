/** What the tools print: for people or for programs. */
@NullMarked
package io.geostream.consumer.tool.report;

import org.jspecify.annotations.NullMarked;
