package io.geostream.stack;

import com.github.dockerjava.api.exception.DockerException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls of an engine that may hang, for which Docker's client would wait for ever. Each runs on its
 * own thread, which is abandoned when the call makes no progress.
 *
 * @param limit how long a call may make no progress
 */
record DockerCalls(Duration limit) {
  private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();
  private static final Pattern MESSAGE =
      Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** A call without a result that could come too late. */
  void run(String what, Runnable call) {
    run(
        what,
        () -> {
          call.run();
          return true;
        });
  }

  /** A call whose result is of no use if it comes too late. */
  <T> T run(String what, Callable<T> call) {
    return run(what, call, tooLate -> {});
  }

  /**
   * A call.
   *
   * @param what such as "creating a container", for messages
   * @param tooLate gets the result if it comes after the caller has given up
   * @throws StackException if it fails, makes no progress, or this thread is interrupted
   */
  <T> T run(String what, Callable<T> call, Consumer<T> tooLate) {
    return run(what, call, tooLate, new ProgressClock(limit), () -> {});
  }

  /**
   * A call that reports its progress.
   *
   * @param clock measures the time since it last moved
   * @param look is run now and then during the wait
   */
  <T> T run(
      String what, Callable<T> call, Consumer<T> tooLate, ProgressClock clock, Runnable look) {
    ProcessGuard.ofThisJvm().awaitStarts();
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread = new Thread(() -> complete(result, call), "docker: " + what);
    thread.setDaemon(true);
    thread.start();
    try {
      return await(what, result, clock, look);
    } catch (ExecutionException e) {
      throw new StackException(what + ": " + reason(e), e);
    } catch (InterruptedException e) {
      var unused = result.thenAcceptAsync(tooLate);
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while " + what, e);
    } catch (StackException e) {
      var unused = result.thenAcceptAsync(tooLate);
      throw e;
    }
  }

  private static <T> T await(
      String what, CompletableFuture<T> result, ProgressClock clock, Runnable look)
      throws ExecutionException, InterruptedException {
    while (true) {
      clock.check(what);
      try {
        return result.get(LOOK_NANOS, TimeUnit.NANOSECONDS);
      } catch (TimeoutException notYet) {
        look.run();
      }
    }
  }

  private static <T> void complete(CompletableFuture<T> result, Callable<T> call) {
    try {
      result.complete(call.call());
    } catch (Throwable e) { // passed on to the waiting thread
      result.completeExceptionally(e);
    }
  }

  /** Whether the engine answered a call, but refused it. */
  static boolean isRefusal(StackException e) {
    return e.getCause() instanceof ExecutionException failed
        && (failed.getCause() instanceof DockerException
            || failed.getCause() instanceof StackException);
  }

  /** What an engine answered, or why it did not, in one line. */
  static String reason(Throwable fault) {
    Throwable root = fault;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String text = String.valueOf(root.getMessage());
    Matcher message = MESSAGE.matcher(text);
    if (root instanceof DockerException && message.find()) {
      text = message.group(1).replaceAll("\\\\[nrt]", " ").replaceAll("\\\\(.)", "$1");
    } else if (root.getMessage() == null) {
      text = root.getClass().getSimpleName();
    }
    return text.strip().replaceAll("\\s+", " ");
  }
}
