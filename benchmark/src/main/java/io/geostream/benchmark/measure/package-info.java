/** What is read off a run: commits of the database, processor time and memory of processes. */
@NullMarked
package io.geostream.benchmark.measure;

import org.jspecify.annotations.NullMarked;
