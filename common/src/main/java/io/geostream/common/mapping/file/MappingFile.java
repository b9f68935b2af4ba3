package io.geostream.common.mapping.file;

import io.geostream.common.mapping.Mapping;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/** The file that a mapping is in: YAML 1.2, UTF-8, at most 1 MiB. */
public final class MappingFile {

  private static final String BUILT_IN = "built-in.yaml";
  private static final int MAX_BYTES = 1 << 20;

  private MappingFile() {}

  /**
   * Reads a file.
   *
   * @throws MappingException if it cannot be read, or is no mapping
   */
  public static Mapping read(Path file) {
    String name = file.toString();
    return parse(name, decoded(name, bytes(file)));
  }

  /**
   * Reads a text.
   *
   * @param name of its file, for messages
   * @throws MappingException if it is no mapping
   */
  public static Mapping parse(String name, String yaml) {
    return new MappingReader(YamlParser.parse(name, yaml)).read();
  }

  /** The weather reading. */
  public static Mapping builtIn() {
    return parse(BUILT_IN, builtInText());
  }

  /** The text of the weather reading's file. */
  public static String builtInText() {
    try (InputStream resource =
        Objects.requireNonNull(Mapping.class.getResourceAsStream(BUILT_IN), BUILT_IN)) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw new MappingException(file.toString(), "there is no such file; name one with a mapping");
    } catch (IOException e) {
      throw new MappingException(
          file.toString(), "it cannot be read (" + e + "); name a file with a mapping");
    }
    if (bytes.length > MAX_BYTES) {
      throw new MappingException(file.toString(), "it is too large; a mapping has at most 1 MiB");
    }
    return bytes;
  }

  private static String decoded(String name, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    if (StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .decode(in, out, true)
        .isError()) {
      int line = 1;
      for (int at = 0; at < in.position(); at++) {
        line += bytes[at] == '\n' ? 1 : 0;
      }
      throw new Place(name, line).fault("this is not UTF-8", "save the file in that encoding");
    }
    return out.flip().toString();
  }
}
