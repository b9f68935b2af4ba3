package io.geostream.consumer;

import io.geostream.stack.Database;
import io.geostream.stack.testing.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A run of the real consumer.jar that ends by itself.
 *
 * @param out the lines on stdout
 * @param err the lines on stderr
 */
record Tool(int exitCode, List<String> out, List<String> err) {

  /** Runs a subcommand on the servers of a pipeline. */
  static Tool run(Pipeline pipeline, Path folder, List<String> words) {
    return toItsEnd(ConsumerJar.tool(pipeline, folder, words));
  }

  /** Runs with just these arguments, and the database's password in its variable. */
  static Tool run(Database database, Path folder, List<String> arguments) {
    return toItsEnd(ConsumerJar.tool(database, folder, arguments));
  }

  /** Runs with just these arguments. */
  static Tool run(Path folder, List<String> arguments) {
    return toItsEnd(ConsumerJar.tool(folder, arguments, Map.of()));
  }

  private static Tool toItsEnd(Program program) {
    try (program) {
      if (!program.process().waitFor(Program.LONG)) {
        throw new AssertionError("still running:\n" + program.said());
      }
      return new Tool(
          program.process().exitCode().orElseThrow(),
          program.out().lines().toList(),
          program.err().lines().toList());
    }
  }
}
