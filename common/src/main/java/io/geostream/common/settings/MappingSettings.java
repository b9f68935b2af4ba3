package io.geostream.common.settings;

import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.file.MappingException;
import io.geostream.common.mapping.file.MappingFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a message is and which rows it becomes; a picocli mix-in. */
public final class MappingSettings {

  private static final String FLAG = "--mapping";

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = FLAG,
      paramLabel = "FILE",
      description =
          "A YAML file that says what a message is and which rows of which table it becomes. Default: the built-in, a weather reading.")
  @Setting(variable = "{PROGRAM}_MAPPING")
  private @Nullable Path file;

  /** Which mapping it is, for people. */
  public String described() {
    return file == null ? "the built-in mapping" : "mapping " + file;
  }

  /** Whether there is a file: else the mapping is the built-in. */
  public boolean isGiven() {
    return file != null;
  }

  /**
   * The mapping, read at each call.
   *
   * @throws SettingException if the file cannot be read, or is no mapping
   */
  public Mapping mapping() {
    try {
      return file == null ? MappingFile.builtIn() : MappingFile.read(file);
    } catch (MappingException e) {
      throw new SettingException(name(), String.valueOf(e.getMessage()));
    }
  }

  private String name() {
    return command == null ? FLAG : CommandLineFactory.name(command.findOption(FLAG));
  }
}
