package io.geostream.benchmark;

import io.geostream.benchmark.contender.Contender;
import io.geostream.benchmark.stage.Messages;
import java.util.List;

/**
 * What {@code drain} is to do.
 *
 * @param name of the result
 * @param messages in the topic
 * @param readings how many of them
 * @param rounds how often each contender runs
 * @param locations stations of the readings
 * @param partitions of the topic
 * @param seed of the readings
 * @param jvmOptions of the contenders' JVMs
 */
record DrainSettings(
    String name,
    Messages messages,
    long readings,
    int rounds,
    List<Contender> contenders,
    int locations,
    int partitions,
    long seed,
    List<String> jvmOptions) {}
