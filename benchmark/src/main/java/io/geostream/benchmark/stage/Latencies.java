package io.geostream.benchmark.stage;

/**
 * From a reading's own time to the commit of its row, in milliseconds.
 *
 * @param rows how many readings
 * @param rowsPerSecond how many a second there were, by their own times
 */
public record Latencies(
    long rows, double rowsPerSecond, double p50, double p90, double p99, double max) {}
