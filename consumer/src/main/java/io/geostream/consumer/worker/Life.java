package io.geostream.consumer.worker;

import io.geostream.common.daemon.StopSignal;

/**
 * What each thread of a worker looks at and reports to.
 *
 * @param stop asks the thread to end, and takes the fault that ended it
 * @param heartbeat is to beat at least every ten seconds while nothing is under way
 */
record Life(StopSignal stop, Heartbeat heartbeat) {}
