package io.geostream.common.reading;

/**
 * What a message's value turned out to be. A bad record is a value like any other, not an
 * exception.
 */
public interface Decoded {}
