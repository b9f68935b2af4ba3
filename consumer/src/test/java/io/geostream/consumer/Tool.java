package io.geostream.consumer;

import io.geostream.stack.ChildJvm;
import io.geostream.stack.Database;
import io.geostream.stack.testing.QuickStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A run of the real consumer.jar that ends by itself.
 *
 * @param out the lines on stdout
 * @param err the lines on stderr
 */
record Tool(int exitCode, List<String> out, List<String> err) {

  private static final Path JAR = Path.of("target", "consumer.jar");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Runs a subcommand on the servers of a pipeline. */
  static Tool run(Pipeline pipeline, Path folder, List<String> words)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(words);
    arguments.addAll(
        List.of(
            "--bootstrap-servers",
            pipeline.broker().bootstrapServers(),
            "--database-url",
            pipeline.database().jdbcUrl(),
            "--database-user",
            pipeline.database().user()));
    return run(pipeline.database(), folder, arguments);
  }

  /** Runs with just these arguments, and the database's password in its variable. */
  static Tool run(Database database, Path folder, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ChildJvm.java());
    command.addAll(QuickStart.options("256m", JAR));
    command.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
    command.addAll(arguments);
    Path out = Files.createTempFile(folder, "tool", ".out");
    Path err = Files.createTempFile(folder, "tool", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    database
        .password()
        .ifPresent(password -> builder.environment().put("DATABASE_PASSWORD", password));
    Process process = builder.start();
    try {
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("still running after " + PATIENCE + ": " + arguments);
      }
      return new Tool(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
    } finally {
      process.destroyForcibly();
    }
  }
}
