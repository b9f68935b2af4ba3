package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Sql;
import io.geostream.stack.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * What a running consumer takes: to stay flat however often its servers went away.
 *
 * @param residentBytes memory, as the system sees it
 * @param backends of the database
 */
record Footprint(long residentBytes, long threads, long backends) {

  private static final long MEMORY_LEEWAY = 96L << 20;
  private static final long THREAD_LEEWAY = 4;

  /** Of this moment; Linux only. */
  static Footprint of(Program consumer, Sql sql) throws IOException, SQLException {
    List<String> status =
        Files.readAllLines(Path.of("/proc", Long.toString(consumer.process().pid()), "status"));
    return new Footprint(
        number(status, "VmRSS:") << 10, number(status, "Threads:"), new Backends(sql).count());
  }

  /**
   * No more than before, but for what a virtual machine and a pool do anyway.
   *
   * @param pool the most connections that the consumer may have
   */
  void isNoMoreThan(Footprint before, int pool) {
    assertThat(threads).as("threads, before %s", before).isLessThan(before.threads + THREAD_LEEWAY);
    assertThat(backends).as("connections, before %s", before).isLessThanOrEqualTo(pool);
    assertThat(residentBytes)
        .as("resident bytes, before %s", before)
        .isLessThan(before.residentBytes + MEMORY_LEEWAY);
  }

  private static long number(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
