package io.geostream.benchmark.measure;

import java.util.concurrent.TimeUnit;

/**
 * Processor time of a process, out of {@code /proc/PID/stat}.
 *
 * @param ownMicros its own, in user and in system mode
 * @param waitedForMicros that of the children that have ended and that it has waited for
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
record ProcStat(long ownMicros, long waitedForMicros) {

  /** The kernel reports times in hundredths of a second, whatever it counts in itself. */
  private static final long MICROS_PER_TICK = TimeUnit.MILLISECONDS.toMicros(10);

  /** Counted from the field after the program's name, which is in brackets and may hold any. */
  private static final int UTIME = 11;

  private static final int STIME = 12;
  private static final int CUTIME = 13;
  private static final int CSTIME = 14;

  /** Reads the file's one line. */
  static ProcStat parse(String line) {
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    return new ProcStat(
        micros(fields[UTIME]) + micros(fields[STIME]),
        micros(fields[CUTIME]) + micros(fields[CSTIME]));
  }

  private static long micros(String ticks) {
    return Long.parseLong(ticks) * MICROS_PER_TICK;
  }

  /** Both. */
  long allMicros() {
    return ownMicros + waitedForMicros;
  }
}
