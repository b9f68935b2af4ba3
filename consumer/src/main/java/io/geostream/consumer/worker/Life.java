package io.geostream.consumer.worker;

import io.geostream.common.daemon.StopSignal;

/**
 * What a worker's threads share for their stop and health.
 *
 * @param stop asks the thread to end, and takes the fault that ended it
 * @param heartbeat is to beat at least every ten seconds while nothing is under way
 */
record Life(StopSignal stop, Heartbeat heartbeat) {}
