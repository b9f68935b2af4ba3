package io.geostream.common.daemon;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Ends the daemon when any of its threads ends with a fault: without that thread it would not do
 * its job. If there is no memory even for an orderly stop, the JVM ends at once.
 */
final class UncaughtFaults implements Thread.UncaughtExceptionHandler {

  private static final byte[] LAST_WORD =
      "stopped: out of memory; give the JVM a larger heap (-Xmx)\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final StopSignal stop;
  private final FileOutputStream stderr = new FileOutputStream(FileDescriptor.err);

  UncaughtFaults(StopSignal stop) {
    this.stop = stop;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable fault) {
    try {
      stop.fail(new DeadThreadException(thread.getName(), fault));
    } catch (OutOfMemoryError worse) { // not even memory for these few objects
      halt();
    }
  }

  /** Ends the JVM with what is prepared. */
  void halt() {
    try {
      stderr.write(LAST_WORD);
    } catch (IOException e) {
      // The exit code still shows it.
    } finally {
      Runtime.getRuntime().halt(Daemon.EXIT_FAULT);
    }
  }
}
