package io.geostream.common.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A section of a document that is generated from the code, between {@code <!-- generated: NAME -->}
 * and {@code <!-- end of NAME -->}. With {@code -Dupdate.docs=true} the section is rewritten
 * instead of compared.
 */
public record DocumentSection(Path document, String name) {

  /**
   * A section of a document of this repository.
   *
   * @param document relative to the repository's root
   */
  public static DocumentSection of(String document, String name) {
    return new DocumentSection(root(Path.of("").toAbsolutePath(), document), name);
  }

  /** The tests run in their module's folder. */
  private static Path root(Path folder, String document) {
    Path here = folder.resolve(document);
    Path parent = folder.getParent();
    if (Files.exists(here)) {
      return here;
    }
    if (parent == null) {
      throw new IllegalStateException(document + " is not in the repository");
    }
    return root(parent, document);
  }

  /** The whole document. */
  public String wholeDocument() throws IOException {
    return Files.readString(document);
  }

  /** Fails if the section is not what the code generates now. */
  public void assertIs(String generated) throws IOException {
    String text = wholeDocument();
    String begin = "<!-- generated: " + name + " -->\n";
    String end = "<!-- end of " + name + " -->";
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf(end);
    assertThat(text).as(document.toString()).contains(begin, end);
    if (Boolean.getBoolean("update.docs")) {
      Files.writeString(document, text.substring(0, from) + generated + text.substring(to));
      return;
    }
    assertThat(text.substring(from, to))
        .as("section %s of %s; -Dupdate.docs=true rewrites it", name, document)
        .isEqualTo(generated);
  }
}
