package io.geostream.benchmark.measure;

import java.util.HashMap;
import java.util.Map;

/**
 * Processor time of the threads of a JVM that compile. It has them by name, and lets them come and
 * go: what one had used when it ended is kept. For one thread.
 */
final class CompilerThreads implements Consumption {

  /** Linux keeps fifteen characters of "C1 CompilerThread0" and "C2 CompilerThread0". */
  private static final String NAMES = "C[12] CompilerThre";

  /** To list all threads costs more than to look at these. */
  private static final int LIST_EVERY = 10;

  private final long pid;
  private final Map<Long, Long> threads = new HashMap<>();
  private int looks;

  CompilerThreads(long pid) {
    this.pid = pid;
  }

  @Override
  public long micros() {
    if (looks++ % LIST_EVERY == 0) {
      Proc.threads(pid, NAMES).forEach(thread -> threads.putIfAbsent(thread, 0L));
    }
    threads.replaceAll(
        (thread, before) ->
            Proc.threadStat(pid, thread)
                .map(stat -> Math.max(before, stat.ownMicros()))
                .orElse(before));
    return threads.values().stream().mapToLong(Long::longValue).sum();
  }
}
