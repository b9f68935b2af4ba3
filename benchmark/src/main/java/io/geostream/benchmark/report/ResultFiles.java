package io.geostream.benchmark.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder {@code results} beside the program's jar. */
public record ResultFiles(Path folder) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * The one beside the jar, or the folder of classes, that this class came in.
   *
   * @throws IOException when it cannot be made
   */
  public static ResultFiles besideProgram() throws IOException {
    return new ResultFiles(Files.createDirectories(programFolder().resolve("results")));
  }

  /** The folder with the jar, or with the folder of classes, that this class came in. */
  public static Path programFolder() {
    URI program =
        URI.create(
            ResultFiles.class.getProtectionDomain().getCodeSource().getLocation().toString());
    return Path.of(program).toAbsolutePath().resolveSibling("");
  }

  /** Writes {@code name.json}; the records of the result are its objects. */
  public Path json(String name, Object result) throws IOException {
    Path file = folder.resolve(name + ".json");
    JSON.writeValue(file.toFile(), result);
    return file;
  }

  /** Writes {@code name.svg}. */
  public Path chart(String name, BarChart chart) throws IOException {
    return Files.writeString(folder.resolve(name + ".svg"), chart.svg());
  }
}
