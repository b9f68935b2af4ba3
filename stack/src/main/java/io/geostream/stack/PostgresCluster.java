package io.geostream.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A PostgreSQL cluster of our own, run from any folder of programs. */
final class PostgresCluster implements ControllableServer {
  private static final String USER = "postgres";
  private static final Duration INIT = Duration.ofMinutes(2);
  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final long GONE_WITHIN_NANOS = Duration.ofSeconds(10).toNanos();

  private final PostgresInstallation installation;
  private final OwnFolder folder;
  private final ServerUser serverUser;
  private final int port;
  private final String password;
  private final Path data;
  private final Path log;
  private long pid;
  private final Set<Long> frozen = new LinkedHashSet<>();

  private PostgresCluster(
      PostgresInstallation installation, OwnFolder folder, ServerUser serverUser) {
    this.installation = installation;
    this.folder = folder;
    this.serverUser = serverUser;
    this.port = FreePorts.pick(1).get(0);
    this.password = Passwords.random();
    Path home = folder.path().resolve("cluster");
    this.data = home.resolve("data");
    this.log = home.resolve("postgresql.log");
  }

  /**
   * Makes a cluster and starts it.
   *
   * @param folder taken over: it is removed when the cluster is closed or does not start
   * @throws StackException when that fails, with the server's message
   */
  static PostgresCluster create(
      PostgresInstallation installation, OwnFolder folder, DatabaseRequest request) {
    try {
      PostgresCluster cluster = new PostgresCluster(installation, folder, ServerUser.detect());
      cluster.initialize(request);
      cluster.start();
      return cluster;
    } catch (StackException | UncheckedIOException e) {
      folder.close();
      throw e;
    } catch (IOException e) {
      folder.close();
      throw new StackException("cannot make a PostgreSQL cluster: " + e.getMessage(), e);
    }
  }

  /**
   * Its database {@code postgres}; closing that closes the cluster.
   *
   * @throws StackException when it does not answer; then the cluster is closed
   */
  Database database(String description) {
    DatabaseLogin login =
        new DatabaseLogin(JdbcUrls.local(port, USER), USER, Optional.of(password));
    try {
      return PostgresDatabase.of(login, description, Optional.of(this), this::close);
    } catch (StackException e) {
      close();
      throw e;
    }
  }

  @Override
  public synchronized boolean isAlive() {
    return pid != 0 && Signals.isRunning(pid);
  }

  @Override
  public synchronized void start() {
    if (isAlive()) {
      throw new StackException("PostgreSQL runs already");
    }
    // pg_ctl gives the server a session of its own: Ctrl-C in a terminal does not reach it.
    Command.Result result =
        run(
            START,
            "pg_ctl",
            "start",
            "-w",
            "-t",
            "60",
            "-D",
            data.toString(),
            "-l",
            log.toString());
    if (!result.succeeded()) {
      throw StackException.withLog(
          "PostgreSQL does not start: " + result.output(), LogTail.of(log));
    }
    pid = readPid();
    // SIGQUIT is its immediate shutdown: it ends its own processes and gives shared memory back.
    ProcessGuard.ofThisJvm().watch(pid, "QUIT");
  }

  @Override
  public void stopFast() {
    stop("fast");
  }

  @Override
  public void stopImmediately() {
    stop("immediate");
  }

  @Override
  public synchronized void kill() {
    List<Long> processes = processes();
    Signals.send("KILL", processes);
    awaitGone(processes);
    removeLockFile();
    ended();
  }

  @Override
  public synchronized void freeze() {
    // The main process first, so that it starts no more; then those that it had started.
    Signals.send("STOP", List.of(pid));
    List<Long> processes = processes();
    Signals.send("STOP", processes);
    frozen.addAll(processes);
    // Without its main process a frozen one would not notice that it is to end.
    processes.stream()
        .filter(it -> it != pid)
        .forEach(it -> ProcessGuard.ofThisJvm().watch(it, "KILL"));
  }

  @Override
  public synchronized void thaw() {
    Signals.send("CONT", List.copyOf(frozen));
    frozen.stream().filter(it -> it != pid).forEach(ProcessGuard.ofThisJvm()::forget);
    frozen.clear();
  }

  private synchronized void close() {
    if (isAlive()) {
      thaw();
      stop("immediate"); // the data goes too
    }
    folder.close();
  }

  private synchronized void stop(String mode) {
    thaw();
    List<Long> processes = processes();
    Command.Result result =
        run(STOP, "pg_ctl", "stop", "-w", "-t", "20", "-m", mode, "-D", data.toString());
    if (!result.succeeded()) {
      Signals.send("KILL", processes);
    }
    awaitGone(processes);
    removeLockFile();
    ended();
  }

  private void ended() {
    ProcessGuard.ofThisJvm().forget(pid);
    frozen.forEach(ProcessGuard.ofThisJvm()::forget);
    frozen.clear();
    pid = 0;
  }

  /** The main process and all that it started. */
  private List<Long> processes() {
    List<Long> all = new ArrayList<>(List.of(pid));
    ProcessHandle.of(pid)
        .ifPresent(main -> main.descendants().map(ProcessHandle::pid).forEach(all::add));
    return all;
  }

  /**
   * A kill leaves this file, with the id of a process that may still be a zombie; then it would
   * prevent the server from starting.
   */
  private void removeLockFile() {
    Path file = data.resolve("postmaster.pid");
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + file + ": " + e.getMessage(), e);
    }
  }

  private static void awaitGone(List<Long> processes) {
    long end = System.nanoTime() + GONE_WITHIN_NANOS;
    while (processes.stream().anyMatch(Signals::isRunning)) {
      if (System.nanoTime() > end) {
        throw new StackException(
            "PostgreSQL's processes " + processes + " did not all end within 10 s");
      }
      java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  private void initialize(DatabaseRequest request) throws IOException {
    Path home = data.resolveSibling("");
    Files.createDirectory(
        home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path secret = home.resolve("password");
    Files.writeString(
        Files.createFile(
            secret,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
        password);
    serverUser.own(home);
    serverUser.own(secret);
    List<String> arguments = new ArrayList<>(List.of("-D", data.toString(), "--pwfile=" + secret));
    arguments.addAll(PostgresSettings.INITDB);
    Command.Result result = run(INIT, "initdb", arguments.toArray(String[]::new));
    if (!result.succeeded()) {
      throw new StackException("initdb failed: " + result.output());
    }
    Files.delete(secret);
    Files.writeString(data.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
    Files.writeString(
        data.resolve("postgresql.conf"),
        PostgresSettings.of(
            "127.0.0.1", port, installation.timescaleVersion().isPresent(), request),
        StandardOpenOption.APPEND);
  }

  private long readPid() {
    Path file = data.resolve("postmaster.pid");
    try {
      return Long.parseLong(Files.readAllLines(file).get(0).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private Command.Result run(Duration atMost, String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(installation.bin().resolve(program).toString()));
    command.addAll(List.of(arguments));
    try {
      return Command.run(serverUser.command(command), atMost.plusSeconds(5));
    } catch (IOException e) {
      throw new StackException("cannot run " + command.get(0) + ": " + e.getMessage(), e);
    }
  }
}
