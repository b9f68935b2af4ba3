/** What every contender finds: a broker with a filled topic, a database with the schema. */
@NullMarked
package io.geostream.benchmark.stage;

import org.jspecify.annotations.NullMarked;
