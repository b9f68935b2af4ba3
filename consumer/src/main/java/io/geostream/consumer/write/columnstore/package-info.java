/**
 * Rows written straight into the columnstore, only into chunks that are locked first. All of this
 * can be removed once TimescaleDB no longer hides rows that are copied meanwhile; {@code
 * bySettingAloneRowsCopiedIntoAChunkInTheMakingAreOutOfSight} fails then.
 */
@NullMarked
package io.geostream.consumer.write.columnstore;

import org.jspecify.annotations.NullMarked;
