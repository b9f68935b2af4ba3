package io.geostream.benchmark.stage;

/**
 * A message of the topic.
 *
 * @param key the station
 * @param value the JSON
 */
public record Message(String key, String value) {}
