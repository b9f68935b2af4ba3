/**
 * The live page: it looks at the daemons and at the table once a second, keeps the run so far in
 * bounded memory, and pushes what is new to each browser.
 */
@NullMarked
package io.geostream.demo.page;

import org.jspecify.annotations.NullMarked;
