package io.geostream.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The plain flavour's own scripts, for a server that has the extension by now. */
final class PlainScripts {

  private PlainScripts() {}

  static String views() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            PlainScripts.class.getResourceAsStream("migrations/postgresql/V2__views.sql"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
