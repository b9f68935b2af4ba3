package io.geostream.common.mapping.file;

import java.nio.charset.StandardCharsets;

/** Names in the database. */
final class Names {

  /** PostgreSQL cuts off what is longer. */
  private static final int MAX_BYTES = 63;

  private Names() {}

  /** Refuses a name that PostgreSQL does not keep as it is. */
  static void check(String name, String what, Place place) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0 || bytes > MAX_BYTES) {
      throw place.fault(
          "the name of a " + what + " has " + bytes + " bytes",
          "PostgreSQL's names have 1 to " + MAX_BYTES);
    }
  }
}
