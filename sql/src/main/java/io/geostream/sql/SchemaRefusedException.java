package io.geostream.sql;

/**
 * The server, the schema or the rights on it are not what geostream needs. Trying again does not
 * help; a person has to act. The message is one line: what was found and what to do.
 */
public final class SchemaRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  SchemaRefusedException(String line) {
    super(line);
  }

  SchemaRefusedException(String line, Throwable cause) {
    super(line, cause);
  }
}
