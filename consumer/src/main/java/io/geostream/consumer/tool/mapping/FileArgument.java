package io.geostream.consumer.tool.mapping;

import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.file.MappingException;
import io.geostream.common.mapping.file.MappingFile;
import io.geostream.common.settings.SettingException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The file of a mapping; a picocli mix-in. */
final class FileArgument {

  // Not required: picocli's own message would not name it.
  @Parameters(arity = "0..1", paramLabel = "FILE", description = "The mapping, in YAML.")
  private @Nullable Path file;

  /**
   * The file's name.
   *
   * @throws SettingException if none is given
   */
  String name() {
    return path().toString();
  }

  /**
   * Reads the mapping.
   *
   * @throws SettingException if no file is given, or it is no mapping
   */
  Mapping mapping() {
    try {
      return MappingFile.read(path());
    } catch (MappingException e) {
      throw new SettingException(e);
    }
  }

  private Path path() {
    if (file == null) {
      throw new SettingException("FILE", "is missing; name the file of a mapping");
    }
    return file;
  }
}
