package io.geostream.benchmark.measure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resident memory of a process, out of {@code /proc/PID/status}.
 *
 * @param bytes what it has
 * @param peakBytes the most that it has had at a time
 * @see <a
 *     href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5)</a>
 */
record ResidentMemory(long bytes, long peakBytes) {

  private static final long BYTES_PER_KIB = 1024;

  /** Reads the file's text; what it does not tell is 0. */
  static ResidentMemory parse(String status) {
    return new ResidentMemory(bytes(status, "VmRSS"), bytes(status, "VmHWM"));
  }

  private static long bytes(String status, String name) {
    Matcher line =
        Pattern.compile("^" + name + ":\\s+(\\d+) kB$", Pattern.MULTILINE).matcher(status);
    return line.find() ? Long.parseLong(line.group(1)) * BYTES_PER_KIB : 0;
  }
}
