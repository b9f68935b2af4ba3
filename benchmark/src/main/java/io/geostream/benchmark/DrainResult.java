package io.geostream.benchmark;

import io.geostream.benchmark.report.Machine;
import java.util.List;

/**
 * What came of {@code drain}; its components are the fields of the JSON.
 *
 * @param at when it began, ISO-8601
 * @param database the server's version
 * @param kafka the broker's version
 */
record DrainResult(
    String name,
    String at,
    Machine machine,
    String database,
    String kafka,
    Settings settings,
    List<Series> contenders) {

  /** What it was asked for. */
  record Settings(
      String messages,
      long readings,
      int rounds,
      int locations,
      int partitions,
      long seed,
      List<String> jvmOptions) {}
}
