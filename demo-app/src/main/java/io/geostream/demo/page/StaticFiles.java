package io.geostream.demo.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The page's own files, which are packed beside this class. */
final class StaticFiles {

  /** Plain names in at most two folders: no path leads out. */
  private static final Pattern PATH = Pattern.compile("/(?:[a-z0-9-]+/){0,2}[A-Za-z0-9.-]*");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml");

  private StaticFiles() {}

  /** A file. */
  // Made for one answer: the array is not shared.
  @SuppressWarnings("ArrayRecordComponent")
  record Content(String type, byte[] bytes) {}

  /** The file at a path; empty if there is none. */
  static Optional<Content> at(String path) {
    String file = path.equals("/") ? "/index.html" : path;
    String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
    if (type == null || !PATH.matcher(file).matches()) {
      return Optional.empty();
    }
    try (InputStream packed = StaticFiles.class.getResourceAsStream("web" + file)) {
      return packed == null
          ? Optional.empty()
          : Optional.of(new Content(type, packed.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + " out of this program", e);
    }
  }
}
