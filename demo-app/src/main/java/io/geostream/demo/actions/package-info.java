/** What somebody who looks on may do to the pipeline, to see how it takes it. */
@NullMarked
package io.geostream.demo.actions;

import org.jspecify.annotations.NullMarked;
