package io.geostream.benchmark.measure;

/**
 * A transaction that brought rows into the table.
 *
 * @param epochMicros when it was committed, in microseconds since 1970, by the server's clock
 * @param rows how many rows it brought
 */
public record Commit(long epochMicros, long rows) {}
