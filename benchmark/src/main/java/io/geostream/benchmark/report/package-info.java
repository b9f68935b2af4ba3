/** Results as a table, as JSON and as a bar chart. */
@NullMarked
package io.geostream.benchmark.report;

import org.jspecify.annotations.NullMarked;
