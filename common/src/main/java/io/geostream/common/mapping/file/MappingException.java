package io.geostream.common.mapping.file;

import io.geostream.common.text.Printable;

/** A mapping's file that cannot be used; the message is one line that says where, what and how. */
public final class MappingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param where the file, and the line where one is to blame: {@code plant.yaml:4}
   * @param problem what is wrong, and what would be right
   */
  MappingException(String where, String problem) {
    super(Printable.oneLine(where + ": " + problem));
  }
}
