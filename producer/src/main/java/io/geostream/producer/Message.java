package io.geostream.producer;

import org.jspecify.annotations.Nullable;

/**
 * What is published.
 *
 * @param key what decides the partition; null for any
 * @param value the JSON in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Message(byte @Nullable [] key, byte[] value) {}
