package io.geostream.demo;

import io.geostream.stack.DatabaseSelection;
import java.time.Duration;
import java.util.Optional;

/**
 * What the demo is to do.
 *
 * @param length how long readings flow; empty until somebody stops it
 * @param rate readings per second; 0 for as fast as it can
 * @param locations how many stations
 * @param database where the readings go
 * @param httpHost the address of the live page
 * @param httpPort its port; 0 for any free one
 */
record DemoSettings(
    Optional<Duration> length,
    double rate,
    int locations,
    DatabaseSelection database,
    String httpHost,
    int httpPort) {}
