package io.geostream.demo;

import io.geostream.stack.ChildProcess;
import io.geostream.stack.DaemonJar;
import io.geostream.stack.DaemonJvm;
import io.geostream.stack.MetricsScrape;
import io.geostream.stack.OperationsClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One of the daemons: its real jar in a process of its own, looked at over HTTP only. */
final class DaemonProcess implements AutoCloseable {

  private static final Duration STOP = Duration.ofSeconds(10);

  private final ChildProcess process;
  private final OperationsClient operations;

  private DaemonProcess(ChildProcess process, OperationsClient operations) {
    this.process = process;
    this.operations = operations;
  }

  /**
   * Starts a daemon on a free HTTP port.
   *
   * @param name {@code producer} or {@code consumer}
   * @param secrets variables for it; of its settings in this process's environment it gets none
   * @param surroundings where it is unpacked and logs, and what it inherits
   */
  static DaemonProcess start(
      String name, List<String> flags, Map<String, String> secrets, Surroundings surroundings) {
    OperationsClient operations = OperationsClient.of(name, surroundings.folder());
    List<String> arguments = new ArrayList<>(flags);
    arguments.addAll(operations.flags());
    ChildProcess process =
        DaemonJar.unpack(DaemonProcess.class, name, surroundings.folder())
            .start(
                name,
                DaemonJvm.options(),
                arguments,
                secrets,
                surroundings.environment(),
                surroundings.folder());
    return new DaemonProcess(process, operations);
  }

  /**
   * What a daemon finds.
   *
   * @param folder for its jar and its log
   * @param environment this process's variables
   */
  record Surroundings(Path folder, Map<String, String> environment) {}

  /** Its name. */
  String name() {
    return process.name();
  }

  /** Its process number. */
  long pid() {
    return process.pid();
  }

  /**
   * Makes sure that it runs.
   *
   * @throws DemoException with the end of its log if it has ended by itself
   */
  void requireAlive() {
    process
        .exitCode()
        .ifPresent(
            code -> {
              throw new DemoException(
                  String.format(
                      Locale.ROOT,
                      "the %s (process %d) ended by itself with exit code %d. The end of its log:%n%s",
                      name(),
                      pid(),
                      code,
                      logEnd()));
            });
  }

  /** The last lines of its log. */
  String logEnd() {
    return process.logEnd();
  }

  /** Why it is not ready; empty when it is. */
  Optional<String> notReady() throws InterruptedException {
    return operations.notReady();
  }

  /** Where it answers over HTTP, {@code host:port}. */
  String address() throws IOException {
    return operations.address();
  }

  /** Its metrics; empty when it does not answer. */
  Optional<MetricsScrape> scrape() {
    try {
      return Optional.of(operations.scrape());
    } catch (IOException e) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new DemoException("the " + name() + " at /metrics: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted while asking the " + name());
    }
  }

  /** Stops it in order within 10 s; a second call does nothing. */
  @Override
  public void close() {
    process.stop(STOP);
  }
}
