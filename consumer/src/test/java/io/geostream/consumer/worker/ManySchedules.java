package io.geostream.consumer.worker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Runs many schedules on all cores: {@code ManySchedules <number> [first seed]}. */
final class ManySchedules {

  private static final int ENOUGH = 10;

  private ManySchedules() {}

  public static void main(String[] args) throws InterruptedException, ExecutionException {
    long number = args.length > 0 ? Long.parseLong(args[0]) : 1_000_000;
    long first = args.length > 1 ? Long.parseLong(args[1]) : 0;
    Schedules.silence();
    long begun = System.nanoTime();
    List<Schedules.Failure> failures =
        run(first, number, Runtime.getRuntime().availableProcessors());
    double seconds = (System.nanoTime() - begun) / 1e9;
    failures.forEach(failure -> System.out.println(failure.describe()));
    System.out.printf(
        "%d schedules from seed %d in %.1f s, %.0f a second: %d failures%n",
        number, first, seconds, number / seconds, failures.size());
    System.exit(failures.isEmpty() ? 0 : 1);
  }

  /** Runs schedules on some threads until all are done or there are some failures. */
  static List<Schedules.Failure> run(long first, long number, int threads)
      throws InterruptedException, ExecutionException {
    AtomicLong next = new AtomicLong(first);
    List<Schedules.Failure> failures = Collections.synchronizedList(new ArrayList<>());
    Callable<Boolean> runner =
        () -> {
          SharedParts parts = SharedParts.create();
          long seed = next.getAndIncrement();
          while (seed < first + number && failures.size() < ENOUGH) {
            Schedules.run(seed, parts).ifPresent(failures::add);
            seed = next.getAndIncrement();
          }
          return true;
        };
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (Future<Boolean> each : pool.invokeAll(Collections.nCopies(threads, runner))) {
        each.get();
      }
    } finally {
      pool.shutdown();
    }
    return failures;
  }
}
