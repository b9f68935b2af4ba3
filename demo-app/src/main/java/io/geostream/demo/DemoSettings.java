package io.geostream.demo;

import io.geostream.stack.DatabaseKind;
import io.geostream.stack.GivenDatabase;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What the demo is to do.
 *
 * @param length how long readings flow; empty until somebody stops it
 * @param rate readings per second; 0 for as fast as it can
 * @param locations how many stations
 * @param kinds where the database may come from
 * @param given the database to write into, instead of one of the demo's own
 * @param httpHost the address of the live page
 * @param httpPort its port; 0 for any free one
 */
record DemoSettings(
    Optional<Duration> length,
    double rate,
    int locations,
    Set<DatabaseKind> kinds,
    Optional<GivenDatabase> given,
    String httpHost,
    int httpPort) {
  DemoSettings {
    kinds = Set.copyOf(kinds);
  }
}
