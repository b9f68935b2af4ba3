package io.geostream.benchmark.measure;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks ten times a second at what the processes of a run have used. That costs a few hundred
 * microseconds a look; between two looks a straight line is assumed.
 */
public final class ProcessWatch implements AutoCloseable {

  private static final long PERIOD_MILLIS = 100;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long NANOS_PER_MICRO = 1_000;

  private final Clock clock;
  private final long clientPid;
  private final Consumption client;
  private final Consumption compilers;
  private final Consumption ended = Consumption.ofEndedChildren();
  private final long endedBefore = ended.micros();
  private final Consumption broker;
  private final Consumption database;
  private final List<Sample> samples = new ArrayList<>();
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "process-watch");
            thread.setDaemon(true);
            return thread;
          });
  private long residentBytes;
  private long peakBytes;

  private ProcessWatch(Clock clock, long clientPid, Consumption broker, Consumption database) {
    this.clock = clock;
    this.clientPid = clientPid;
    this.client = Consumption.ofProcess(clientPid);
    this.compilers = new CompilerThreads(clientPid);
    this.broker = broker;
    this.database = database;
  }

  /**
   * Begins to look.
   *
   * @param clientPid a child of this JVM, just started; no other one may end meanwhile
   */
  public static ProcessWatch start(
      Clock clock, long clientPid, Consumption broker, Consumption database) {
    ProcessWatch watch = new ProcessWatch(clock, clientPid, broker, database);
    watch.look();
    var unused =
        watch.looks.scheduleAtFixedRate(
            watch::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return watch;
  }

  private synchronized void look() {
    Proc.memory(clientPid)
        .ifPresent(
            memory -> {
              residentBytes = memory.bytes();
              peakBytes = Math.max(peakBytes, memory.peakBytes());
            });
    add(client.micros());
  }

  private void add(long clientMicros) {
    samples.add(
        new Sample(
            now(),
            new ProcessorTime(
                (double) clientMicros,
                (double) compilers.micros(),
                (double) broker.micros(),
                (double) database.micros()),
            (double) residentBytes));
  }

  /** To be called when the client has ended: the last look, which counts all that it has used. */
  public synchronized void clientEnded() {
    looks.shutdown();
    add(Math.max(client.micros(), ended.micros() - endedBefore));
  }

  /** What was used within a piece of time. */
  public synchronized ProcessorTime within(Span span) {
    return new Samples(samples).within(span);
  }

  /** What was used from the client's start on. */
  public synchronized ProcessorTime all() {
    Samples all = new Samples(samples);
    return all.within(all.span());
  }

  /** The memory that the client had at a moment (resident), in bytes. */
  public synchronized double residentBytes(long epochMicros) {
    return new Samples(samples).at(epochMicros).residentBytes();
  }

  /** The most memory that the client has had (resident), in bytes. */
  public synchronized long peakBytes() {
    return peakBytes;
  }

  private long now() {
    Instant now = clock.instant();
    return now.getEpochSecond() * MICROS_PER_SECOND + now.getNano() / NANOS_PER_MICRO;
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }
}
