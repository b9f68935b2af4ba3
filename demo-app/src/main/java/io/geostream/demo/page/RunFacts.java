package io.geostream.demo.page;

/**
 * What stays the same in a run.
 *
 * @param rate readings/s asked for; 0 for as fast as it can
 * @param locations how many stations
 * @param database which one, for people
 * @param timescale whether it has TimescaleDB
 * @param weather how time passes in the made weather, for people
 */
public record RunFacts(
    double rate, int locations, String database, boolean timescale, String weather) {}
