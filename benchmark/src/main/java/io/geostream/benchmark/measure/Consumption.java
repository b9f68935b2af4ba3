package io.geostream.benchmark.measure;

/** Processor time of some processes together, in microseconds; never falls. */
@FunctionalInterface
public interface Consumption {

  /** What they have used so far. */
  long micros();

  /** Of one process, without its children; stands still when it has ended. */
  static Consumption ofProcess(long pid) {
    return new Lasting(() -> Proc.stat(pid).map(ProcStat::ownMicros).orElse(0L));
  }

  /** Of all the children of this JVM that have ended. */
  static Consumption ofEndedChildren() {
    long self = ProcessHandle.current().pid();
    return new Lasting(() -> Proc.stat(self).map(ProcStat::waitedForMicros).orElse(0L));
  }

  /** Of a PostgreSQL server: the main process, its backends and workers, and those that were. */
  static Consumption ofServer(long mainPid) {
    return new Lasting(
        () ->
            Proc.stat(mainPid).map(ProcStat::allMicros).orElse(0L)
                + Proc.children(mainPid)
                    .map(child -> Proc.stat(child).map(ProcStat::allMicros).orElse(0L))
                    .sum());
  }
}
