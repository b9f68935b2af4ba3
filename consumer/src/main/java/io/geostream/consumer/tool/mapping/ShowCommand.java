package io.geostream.consumer.tool.mapping;

import io.geostream.common.daemon.Daemon;
import io.geostream.common.daemon.Logging;
import io.geostream.common.mapping.file.MappingFile;
import io.geostream.common.settings.LoggingSettings;
import io.geostream.consumer.tool.report.Stdout;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The subcommand {@code consumer.jar mapping show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Prints the built-in mapping, the weather reading: a file to begin with.")
final class ShowCommand implements Callable<Integer> {

  @Mixin private final LoggingSettings logging = new LoggingSettings();

  @Override
  public Integer call() {
    Logging.configureToStderr(logging);
    return Daemon.run(
        (stop, resources) -> {
          PrintWriter out = Stdout.open();
          out.print(MappingFile.builtInText());
          Stdout.refuseLoss(out);
        });
  }
}
