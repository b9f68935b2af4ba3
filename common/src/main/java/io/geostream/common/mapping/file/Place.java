package io.geostream.common.mapping.file;

/**
 * A line of a file.
 *
 * @param line from 1
 */
record Place(String file, int line) {

  /** What to throw for a fault here. */
  MappingException fault(String wrong, String right) {
    return fault(wrong + "; " + right);
  }

  /**
   * What to throw for a fault here.
   *
   * @param problem what is wrong, and what would be right
   */
  MappingException fault(String problem) {
    return new MappingException(file + ":" + line, problem);
  }
}
