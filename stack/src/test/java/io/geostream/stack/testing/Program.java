package io.geostream.stack.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.stack.ChildJvm;
import io.geostream.stack.ChildProcess;
import io.geostream.stack.OperationsClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program under test, in a process of its own, with what tests ask it. */
public record Program(ChildProcess process, OperationsClient operations) implements AutoCloseable {

  /** Until something that takes seconds on a quiet machine has surely happened on a busy one. */
  public static final Duration LONG = Duration.ofSeconds(90);

  /** What the contract gives a daemon to stop. */
  public static final Duration STOP = Duration.ofSeconds(8);

  private static final Duration SLOW_STOP = Duration.ofSeconds(12);
  private static final int STOPPED_BY_SIGTERM = 143;
  private static final int FAULT = 1;
  private static final int READY = 200;

  /**
   * Starts a daemon, on a free HTTP port.
   *
   * @param name what it is called in messages, and its files in the folder
   * @param variables added to this process's environment
   */
  public static Program daemon(
      String name,
      Path jar,
      List<String> jvmOptions,
      List<String> arguments,
      Map<String, String> variables,
      Path folder) {
    OperationsClient operations = OperationsClient.of(name, folder);
    List<String> all = new ArrayList<>(arguments);
    all.addAll(operations.flags());
    return new Program(
        ChildJvm.startJar(name, jar, jvmOptions, all, variables, folder), operations);
  }

  /** A program that answers nothing over HTTP. */
  public static Program of(ChildProcess process) {
    return new Program(process, OperationsClient.of(process.name(), process.folder()));
  }

  /** What it has written to standard output. */
  public String out() {
    return text(process.log());
  }

  /** What it has written to standard error. */
  public String err() {
    return text(process.err());
  }

  /** All that it has written, for the message of a failure. */
  public String said() {
    return out() + err();
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end with that exit code. */
  public Program ends(int exitCode) {
    assertThat(process.waitFor(LONG)).as("still running:%n%s", said()).isTrue();
    assertThat(process.exitCode()).as(said()).hasValue(exitCode);
    return this;
  }

  /** Waits for its end, which is to be a good one. */
  public Program succeeds() {
    return ends(0);
  }

  /**
   * Waits for its end after a fault that waiting does not mend.
   *
   * @return the only line on standard error: what a person needs to know
   */
  public String fails() {
    ends(FAULT);
    assertThat(err().lines()).as("errors of %s", process.name()).hasSize(1);
    return err().strip();
  }

  /**
   * Waits for its end after a fault that others may report on stderr, too: it is named in the last
   * line.
   */
  public String failsAtLast() {
    ends(FAULT);
    return err().lines().reduce("", (before, line) -> line);
  }

  /** Asks it to stop, and waits until it has. */
  public Program stopsOnSigterm() {
    return stopsWithin(SLOW_STOP);
  }

  /** The same within what the contract gives it. */
  public Program stopsInTime() {
    return stopsWithin(STOP);
  }

  private Program stopsWithin(Duration atMost) {
    process.terminate();
    assertThat(process.waitFor(atMost)).as("does not stop in %s:%n%s", atMost, said()).isTrue();
    assertThat(process.exitCode()).as(said()).hasValue(STOPPED_BY_SIGTERM);
    return this;
  }

  /** Waits until it is ready. */
  public void awaitReady() {
    awaitReadiness(READY);
  }

  /** Waits until {@code /health/ready} answers so. */
  public void awaitReadiness(int status) {
    await()
        .atMost(LONG)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> get("/health/ready").statusCode() == status);
  }

  /**
   * Its metrics as they are now.
   *
   * @throws IOException while it does not answer
   */
  public Metrics metrics() throws IOException, InterruptedException {
    requireAlive();
    return new Metrics(operations.scrape());
  }

  /**
   * The sum over all labels of a metric, which has to be there.
   *
   * @throws IOException while it does not answer
   */
  public double metric(String name) throws IOException, InterruptedException {
    return metrics().sum(name);
  }

  /**
   * Where it answers over HTTP.
   *
   * @throws IOException while it does not yet
   */
  public String address() throws IOException {
    requireAlive();
    return operations.address();
  }

  /**
   * Asks it over HTTP.
   *
   * @throws IOException while it does not answer
   */
  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    requireAlive();
    return operations.get(path);
  }

  private void requireAlive() {
    if (!process.isAlive()) {
      throw new AssertionError("ended:\n" + said());
    }
  }

  @Override
  public void close() {
    process.stop(SLOW_STOP);
  }
}
