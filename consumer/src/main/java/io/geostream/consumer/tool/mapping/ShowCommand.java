package io.geostream.consumer.tool.mapping;

import io.geostream.common.mapping.file.MappingFile;
import io.geostream.common.settings.LoggingSettings;
import io.geostream.consumer.tool.ToolRun;
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
    return ToolRun.print(logging, (out, stop, resources) -> out.print(MappingFile.builtInText()));
  }
}
